import type { Person, Workspace } from "../workspace.ts";

export function personPayload(slack: Workspace, person: Person) {
  return {
    id: person.id,
    team_id: slack.teamId,
    name: person.name,
    deleted: false,
    real_name: person.realName,
    tz: "Europe/London",
    is_bot: person.isBot,
    is_app_user: false,
    profile: { real_name: person.realName, display_name: person.name, team: slack.teamId },
  };
}
