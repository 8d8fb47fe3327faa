import type { Json } from "../json.ts";
import type { OpenView } from "../view-stacks.ts";
import type { Workspace } from "../workspace.ts";
import { stateValues } from "./view-state.ts";

/** A view as Slack's answers and payloads show it. */
export function viewPayload(slack: Workspace, view: OpenView): Json {
  return {
    private_metadata: "",
    callback_id: "",
    external_id: "",
    submit: null,
    close: null,
    clear_on_close: false,
    notify_on_close: false,
    ...view.definition,
    id: view.id,
    team_id: slack.teamId,
    state: { values: stateValues(view) },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    app_id: slack.appId,
    app_installed_team_id: slack.teamId,
    bot_id: slack.botId,
  };
}
