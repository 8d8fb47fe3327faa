import { type Report, SandboxTier } from "../rounds/report.ts";
import type { Bundle } from "./protocol.ts";

/** The schema names them from the strictest to the weakest. */
const order = SandboxTier.options;

export function stricterTier(one: SandboxTier, other: SandboxTier): SandboxTier {
  return order.indexOf(one) <= order.indexOf(other) ? one : other;
}

/** True where a kernel was held by at least what was asked for. */
function holds(given: SandboxTier, required: SandboxTier): boolean {
  return stricterTier(given, required) === given;
}

/** What a machine needs to give a tier (docs/runners.md); WebAssembly's needs nothing of it. */
const needs: Readonly<Record<SandboxTier, string>> = {
  full: "root there: `launcher: [ssh, root@…]`, or `sudo, -n` at its end; in a container also CAP_SYS_ADMIN, and a seccomp profile that allows unshare and mount",
  user: "user namespaces: sysctl user.max_user_namespaces above 0, and on Ubuntu 24.04 kernel.apparmor_restrict_unprivileged_userns=0",
  container: "a Python that every user there may read",
  wasm: "nothing",
};

/** What is wrong with a run whose kernels were held by less than was asked for; null where nothing is. */
export function weakSandbox(report: Report, { sandbox }: Bundle): string | null {
  if (sandbox === undefined || report.failure?.side === "runner" || holds(report.sandbox, sandbox.required))
    return null;
  return (
    `The kernel was held by the sandbox "${report.sandbox}", and at least "${sandbox.required}" was asked for. ` +
    `That needs ${needs[sandbox.required]} (docs/runners.md). Or lower it, where ${report.sandbox} is wall enough: ` +
    `\`rules.sandbox: ${report.sandbox}\` in a new season's file, and no more in the runner's \`sandbox\`.`
  );
}
