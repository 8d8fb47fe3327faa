import { holdDataFolder } from "../../src/rounds/store/data-folder.ts";

// Run as a process of its own: holds the folder it is given until it is killed, or until its starter is gone.
holdDataFolder(process.argv[2] ?? "");
process.stdout.write("held\n");
process.stdin.resume().on("end", () => process.exit());
