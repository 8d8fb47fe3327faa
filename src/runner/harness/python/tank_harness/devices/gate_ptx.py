"""The kernel that holds the stream, as PTX, so that a GPU host needs neither nvcc nor Triton for it.

In CUDA: `while (*flag < want) { if (globaltimer() - begin > longest_ns) { *late = want; break; } __nanosleep(200); }`.
`flag` and `late` are host memory that the device sees.
"""

from __future__ import annotations

#: __nanosleep came with sm_70 (Volta), the oldest GPU that this harness measures on.
GATE_PTX = b"""
.version 6.3
.target sm_70
.address_size 64
.visible .entry gate(
    .param .u64 flag,
    .param .u32 want,
    .param .u64 longest_ns,
    .param .u64 late)
{
    .reg .pred %p<3>;
    .reg .b32 %r<3>;
    .reg .b64 %rd<7>;
    ld.param.u64 %rd1, [flag];
    ld.param.u32 %r1, [want];
    ld.param.u64 %rd2, [longest_ns];
    ld.param.u64 %rd3, [late];
    mov.u64 %rd4, %globaltimer;
WAIT:
    ld.volatile.u32 %r2, [%rd1];
    setp.ge.s32 %p1, %r2, %r1;
    @%p1 bra OPEN;
    mov.u64 %rd5, %globaltimer;
    sub.u64 %rd6, %rd5, %rd4;
    setp.gt.u64 %p2, %rd6, %rd2;
    @%p2 bra LATE;
    nanosleep.u32 200;
    bra WAIT;
LATE:
    st.volatile.u32 [%rd3], %r1;
OPEN:
    ret;
}
\0"""
