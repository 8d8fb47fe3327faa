import { basename } from "node:path";

interface Known {
  readonly says: RegExp;
  readonly remedy: string;
}

const byHand = "as the user that starts the worker";

/** What OpenSSH says when it gives up with 255, the most telling first; its words are in English whatever the locale. */
const ssh: readonly Known[] = [
  {
    says: /REMOTE HOST IDENTIFICATION HAS CHANGED/,
    remedy: `Another host key than the known one answered: find out why; if the machine was set up anew, take the old key out of known_hosts (ssh-keygen -R) and log in once by hand, ${byHand}.`,
  },
  {
    says: /Host key verification failed|No .* host key is known/,
    remedy: `No host key of it is known here: log in once by hand, ${byHand}, and compare the fingerprint.`,
  },
  {
    says: /Permission denied \(|Too many authentication failures/,
    remedy: `It took none of our keys: see that \`ssh -o BatchMode=yes\` logs in by hand, ${byHand} (authorized_keys there, a key without a passphrase or an agent here).`,
  },
  {
    says: /Could not resolve hostname/,
    remedy: "There is no such host: mend its name in the runner's `launcher`, or in ~/.ssh/config.",
  },
  {
    says: /Connection refused|No route to host|Network is unreachable|Connection timed out|Operation timed out/,
    remedy: "Nobody answers there: is the machine up, does sshd run, are host and port right?",
  },
  {
    says: /not responding|closed by remote host|Connection reset|Broken pipe|Connection closed/,
    remedy:
      "The connection was lost in mid-run: see the network between here and there, and whether the machine is up.",
  },
];

const srun: readonly Known[] = [
  {
    says: /Unable to contact slurm controller|slurm_persist_conn_open/i,
    remedy: "Slurm's controller does not answer: see `scontrol ping`.",
  },
  {
    says: /Node failure|NODE FAIL/i,
    remedy: "The node failed in mid-run: see `sinfo -R`.",
  },
  {
    says: /DUE TO TIME LIMIT/,
    remedy: "Slurm ended it at the job's time limit: write `--time={minutes}`, or raise it.",
  },
  {
    says: /Unable to allocate resources|Unable to create step/,
    remedy: "Slurm takes no such job: start the launcher's command by hand, with `hostname` at its end.",
  },
  {
    says: /CANCELLED AT|allocation \d+ has been revoked|Force Terminated/,
    remedy: "Somebody cancelled its job, or Slurm did.",
  },
];

/**
 * What to do about a launcher that ended without a report, as far as its own words tell; null where they don't. Of those
 * words nothing is repeated: they stand in the log, where a kernel may have written too.
 */
export function launcherRemedy(program: string, exitCode: number | undefined, log: string): string | null {
  const name = basename(program);
  const isOurs = name === "ssh" ? exitCode === 255 : name === "srun";
  if (!isOurs) return null;
  return (name === "ssh" ? ssh : srun).find(({ says }) => says.test(log))?.remedy ?? null;
}
