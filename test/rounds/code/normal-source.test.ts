import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashNormalSource, normalSource } from "../../../src/rounds/code/normal-source.ts";

const same = (name: string, one: string, other: string) =>
  hashNormalSource({ [name]: one }) === hashNormalSource({ [name]: other });

describe("the same candidate", () => {
  it.each([
    ["other line endings", "kernel.cu", "a();\nb();\n", "a();\r\nb();\r"],
    ["trailing blanks", "kernel.cu", "a();\n", "a();  \t\n"],
    ["blank lines", "kernel.cu", "a();\nb();", "\n\na();\n\n   \nb();\n\n"],
    ["a comment on a line of its own", "kernel.cu", "a();\nb();", "// why\na();\n  // and this\nb();"],
    ["a comment that speaks of triple quotes", "kernel.py", "a()\n# b()\nc()", "a()\n# \"\"\" and '''\n# b()\nc()"],
    ["a comment after a text that is closed", "kernel.py", 'a = """x"""\nb()', 'a = """x"""\n# why\nb()'],
    ["a comment after a quote in a text", "kernel.py", 'a = \'"""\'\nb()', 'a = \'"""\'\n# why\nb()'],
    ["a comment after an escaped quote", "kernel.py", "a = '\\''\nb()", "a = '\\''\n# why\nb()"],
    ["a comment of Python", "kernel.py", "a()\nb()", "# why\na()\n    # and this\nb()"],
  ])("has %s", (_, name, one, other) => {
    expect(same(name, one, other)).toBe(true);
  });
});

describe("another candidate", () => {
  it.each([
    ["a directive", "kernel.cu", "#define N 4\na();", "a();"],
    ["an include", "kernel.h", "#include <mma.h>\na();", "a();"],
    ["a directive in a kernel that Python holds", "kernel.py", 's = """\n#define N 4\n"""', 's = """\n"""'],
    ["a comment's sign in a text of Python", "kernel.py", 's = """\n# a\n"""', 's = """\n# b\n"""'],
    ["another text of the other quotes", "kernel.py", "s = '''\n# a\n'''", "s = '''\n'''"],
    ["a blank line in a text of Python", "kernel.py", 's = """a\n\nb"""', 's = """a\nb"""'],
    ["trailing blanks in a text of Python", "kernel.py", 's = """a  \nb"""', 's = """a\nb"""'],
    ["a text that goes on after an escaped quote", "kernel.py", 's = """\\"""\n# a\n"""', 's = """\\"""\n"""'],
    ["a pragma", "kernel.cu", "#pragma unroll 4\nloop();", "#pragma unroll 2\nloop();"],
    ["a comment that swallows the next line", "kernel.cu", "// off \\\na();", "a();"],
    ["the other language's sign", "kernel.py", "x = (a\n// b)", "x = (a\n// c)"],
    ["a comment at a line's end, which may be a knob's mark", "kernel.py", "n = 1  # knob: 1..4", "n = 1"],
    ["indentation", "kernel.py", "if a:\n  b()\nc()", "if a:\n  b()\n  c()"],
    ["another file's name", "kernel.cu", "a();", "b();"],
  ])("has %s", (_, name, one, other) => {
    expect(same(name, one, other)).toBe(false);
  });

  it("is a file of nothing but other comments", () => {
    expect(same("kernel.ts", "// late", "// never")).toBe(false);
  });
});

it("what is normal stays as it is", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("k.py", "k.cu", "k.txt"),
      fc.string({ unit: fc.constantFrom("a", "#", "/", "\\", " ", "\n", "\r", '"', '"""', "'''") }),
      (name, text) => {
        const once = normalSource(name, text);
        expect(normalSource(name, once)).toBe(once);
      },
    ),
  );
});
