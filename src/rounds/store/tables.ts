import type { AccessTokenTable } from "./access-tables.ts";
import type { DraftTable, PersonTable, SeasonChannelTable } from "./chat-tables.ts";
import type { ApproachTable, ConstraintTable, CredibilityEntryTable, LessonTable } from "./memory-tables.ts";
import type { DeliveryTable, InboxTable, OutboxTable } from "./outbox-tables.ts";
import type {
  BallotChangeTable,
  BallotTable,
  ExternalResultTable,
  PitchTable,
  ProofTable,
  QuestionTable,
  RoundTable,
} from "./round-tables.ts";
import type { MeasurementTable, ReportTable, RulingTable, RunTable, VerdictTable } from "./run-tables.ts";
import type {
  BanTable,
  BaselineTable,
  DecisionTable,
  ProblemVersionTable,
  ReadingTable,
  SeasonTable,
  SourceTable,
} from "./season-tables.ts";

/** The tables as Kysely sees them; each room of them has a file of its own. */
export interface Tables {
  season: SeasonTable;
  problem_version: ProblemVersionTable;
  source: SourceTable;
  baseline: BaselineTable;
  round: RoundTable;
  pitch: PitchTable;
  question: QuestionTable;
  proof: ProofTable;
  ballot: BallotTable;
  ballot_change: BallotChangeTable;
  run: RunTable;
  report: ReportTable;
  verdict: VerdictTable;
  ruling: RulingTable;
  reading: ReadingTable;
  approach: ApproachTable;
  season_constraint: ConstraintTable;
  lesson: LessonTable;
  credibility_entry: CredibilityEntryTable;
  decision: DecisionTable;
  ban: BanTable;
  external_result: ExternalResultTable;
  measurement: MeasurementTable;
  outbox: OutboxTable;
  delivery: DeliveryTable;
  inbox: InboxTable;
  person: PersonTable;
  season_channel: SeasonChannelTable;
  draft: DraftTable;
  access_token: AccessTokenTable;
}
