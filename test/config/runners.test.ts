import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TankFile } from "../../src/bot/config.ts";
import { readConfig } from "../../src/bot/read-config.ts";
import { findRunner, runnerChoice, servedHere } from "../../src/bot/runner-choice.ts";
import { queuesOf, runnerPlan } from "../../src/bot/runner-keys.ts";
import { refusal } from "../rounds/refusal.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "config-runners-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const variables = { PATH: "/bin", HOME: "/home/tank", DATABASE_URL: "postgres://secret", SLACK_BOT_TOKEN: "xoxb" };

function read(text: string) {
  const path = join(folder, "tank.yml");
  writeFileSync(path, text);
  return readConfig(path, TankFile);
}
const planOf = (text: string) => runnerPlan(read(text), variables);

const gpuBox = "runners:\n  h100: { launcher: [ssh, gpu-box] }\n";
const season = (name: string, lang: "wasm" | "py") => ({
  name,
  problem: { lang },
});

describe("runners in config/tank.yml", () => {
  it("has this machine without a word", () => {
    expect(planOf("season: practice\n").runners.map(({ name }) => name)).toEqual(["local"]);
  });

  it("reads every key", () => {
    const { settings } = findRunner(
      planOf(
        "runners:\n  h100:\n    launcher: [ssh, gpu-box]\n    python: /opt/torch/bin/python3\n    device: cuda\n    serve: true\n" +
          "    patience: 45m\n    hours: 20:00-08:00\n    timezone: Europe/Berlin\n    sandbox: container\n    shell: true\n" +
          "    environment: [HF_HOME]\n    here: false\n",
      ),
      "h100",
    );
    expect(settings).toMatchObject({
      python: "/opt/torch/bin/python3",
      serve: true,
      patience: 2_700_000,
      hours: { from: "20:00", to: "08:00" },
      sandbox: "container",
    });
  });

  it("names all faults at once, by key", () => {
    const refused = refusal(() =>
      read(
        "runners:\n  h100:\n    launchr: [ssh]\n    python: python3 -c evil\n    device: tpu\n    patience: soon\n" +
          "    hours: evenings\n    timezone: Mars\n  H 200: {}\n",
      ),
    );
    for (const key of [
      "launchr: there is no such key",
      "python:",
      "device:",
      "patience:",
      "hours:",
      "timezone:",
      "H 200",
    ]) {
      expect(refused).toContain(key);
    }
    expect(refused).toMatch(/^config-invalid: .*tank\.yml has 7 faults/);
  });

  it("names a runner that is chosen and not there", () => {
    const refused = refusal(() => read(`runner: h10\nseasons:\n  winter: { runner: b200 }\n${gpuBox}`));
    expect(refused).toContain('runner: there is no runner "h10"; did you mean "h100"? (known: local, h100)');
    expect(refused).toContain('seasons.winter.runner: there is no runner "b200"');
  });

  it("gives a launcher what it finds its way by, and no secret", () => {
    const { env } = findRunner(planOf(gpuBox), "h100");
    expect(env).toEqual({ PATH: "/bin", HOME: "/home/tank" });
  });

  it("has another runner build, and says what for", () => {
    const plan = planOf(
      "runners:\n  h100: { launcher: [ssh, gpu-box], builder: build-box, architecture: 90a }\n" +
        "  build-box: { launcher: [ssh, build-box], device: cpu }\n  spare: { launcher: [ssh, c], architecture: 120 }\n",
    );
    const { settings, builder } = findRunner(plan, "h100");
    expect(settings.architecture).toBe("90a");
    expect(builder).toMatchObject({ name: "build-box", settings: { launcher: ["ssh", "build-box"] } });
    expect(builder).not.toHaveProperty("builder");
    expect(findRunner(plan, "spare").settings.architecture).toBe("120");
  });

  it("has several machines serve one name", () => {
    const text =
      "runner: h100\nrunners:\n  a: { launcher: [ssh, a], pool: h100 }\n" +
      '  b: { launcher: [ssh, b], pool: h100, hours: "20:00-08:00" }\n  cluster: { launcher: [srun], capacity: 8 }\n';
    const plan = planOf(text);
    expect(queuesOf(plan)).toEqual(["h100", "local", "cluster"]);
    expect(findRunner(plan, "h100").name).toBe("a");
    const noon = new Date("2026-03-02T12:00:00Z");
    const stopped = new Map<string, string>();
    const { chosenFor, restOf, isResting } = runnerChoice(plan, stopped);
    expect(chosenFor(season("summer", "py"))).toBe("h100");
    expect(chosenFor(season("summer", "wasm"))).toBe("local");
    expect(restOf("h100", noon)).toBeNull();
    stopped.set("a", "it has stopped itself");
    expect(restOf("h100", noon)).toBe("it has stopped itself; b works 20:00–08:00 (UTC)");
    expect(isResting("h100", noon)).toBe(true);
    stopped.set("b", "it has stopped itself");
    expect(restOf("h100", noon)).toBe("it has stopped itself");
    expect(isResting("h100", noon)).toBe(false);
    expect(restOf("a", noon)).toBe("config/tank.yml has no runner a");
  });

  it.each([
    ["a pool with a runner's name", "a: { pool: b }\n  b: {}", "runners.a.pool: b is a runner"],
    ["local as a pool", "a: { pool: local }", "runners.a.pool: local is a runner"],
    ["many runs on one GPU", "a: { capacity: 2 }", "runners.a.capacity: above 1 it needs a launcher"],
    [
      "many runs in one harness",
      "a: { capacity: 2, launcher: [srun], serve: true }",
      "runners.a.capacity: above 1 it needs a launcher",
    ],
  ])("refuses %s", (_what, runners, said) => {
    expect(refusal(() => read(`runners:\n  ${runners}\n`))).toContain(said);
  });

  it("refuses runs that are sent past a pool", () => {
    const text = "runner: a\nrunners:\n  a: { launcher: [ssh, a], pool: h100 }\n";
    expect(refusal(() => read(text))).toContain("runner: a takes the runs of its pool; send them there: h100");
  });

  it.each([
    [
      "a builder that is not there",
      "a: { builder: buildbox, architecture: 90a }\n  build-box: {}",
      'runners.a.builder: there is no runner "buildbox"; did you mean "build-box"?',
    ],
    ["itself", "a: { builder: a, architecture: 90a }", "runners.a.builder: leave it out"],
    [
      "one that has one itself",
      "a: { builder: b, architecture: 90a }\n  b: { builder: local, device: cpu }",
      "runners.a.builder: b has a builder itself; name that one: local",
    ],
    ["no architecture for a GPU", "a: { builder: local }", "runners.a.architecture: say what local is to build for"],
    ["an architecture of no compiler", "a: { architecture: sm_90a }", "runners.a.architecture: write it as nvcc does"],
  ])("refuses as a builder %s", (_what, runners, said) => {
    expect(refusal(() => read(`runners:\n  ${runners}\n`))).toContain(said);
  });

  it("refuses an unknown name with those there are", () => {
    expect(refusal(() => findRunner(planOf(gpuBox), "h200"))).toMatch(/did you mean "h100".*local, h100/);
  });
});

describe("where runs go", () => {
  it("is the season's runner, then the usual one; a wasm problem stays at home", () => {
    const { chosenFor } = runnerChoice(planOf(`runner: h100\nseasons: { winter: { runner: local } }\n${gpuBox}`));
    expect(chosenFor(season("summer", "py"))).toBe("h100");
    expect(chosenFor(season("winter", "py"))).toBe("local");
    expect(chosenFor(season("summer", "wasm"))).toBe("local");
  });

  it("is served by the bot's own process where nobody else can, and where it is told to", () => {
    const plan = planOf("runners:\n  h100: { launcher: [ssh, a] }\n  h200: { launcher: [ssh, b], here: true }\n");
    const names = (kind: "embedded" | "postgres") => servedHere(plan, kind).map(({ name }) => name);
    expect(names("embedded")).toEqual(["local", "h100", "h200"]);
    expect(names("postgres")).toEqual(["local", "h200"]);
  });

  it("rests outside its hours, and says so", () => {
    const hours = 'runners:\n  h100: { launcher: [ssh, a], hours: "20:00-08:00", timezone: Europe/Berlin }\n';
    const { restOf } = runnerChoice(planOf(hours), new Map([["local", "it has stopped itself"]]));
    expect(restOf("h100", new Date("2026-03-02T18:59:00Z"))).toBe("h100 works 20:00–08:00 (Europe/Berlin)");
    expect(restOf("h100", new Date("2026-03-02T19:00:00Z"))).toBeNull();
    expect(restOf("h100", new Date("2026-03-03T07:00:00Z"))).not.toBeNull();
    expect(restOf("local", new Date())).toBe("it has stopped itself");
    expect(restOf("h200", new Date())).toBe("config/tank.yml has no runner h200");
  });
});
