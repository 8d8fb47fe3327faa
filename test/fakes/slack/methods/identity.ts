import { personPayload } from "../people/person-payload.ts";
import { Refusal } from "../refusal.ts";
import { defineMethod, flag, id, type Method } from "./method.ts";

const authTest = defineMethod({
  args: {},
  run(_args, { slack }) {
    return {
      url: `${slack.origin}/`,
      team: "Fake Slack",
      user: slack.people.get(slack.botUserId)?.name,
      team_id: slack.teamId,
      user_id: slack.botUserId,
      bot_id: slack.botId,
      is_enterprise_install: false,
    };
  },
});

const usersInfo = defineMethod({
  takesJson: false,
  scope: "users:read",
  args: { user: id, include_locale: flag.optional() },
  run(args, { slack }) {
    const person = slack.people.get(args.user);
    if (person === undefined) throw new Refusal("user_not_found");
    return { user: personPayload(slack, person) };
  },
});

const userGroupMembers = defineMethod({
  takesJson: false,
  scope: "usergroups:read",
  args: { usergroup: id, include_disabled: flag.optional() },
  run(args, { slack }) {
    const members = slack.userGroups.get(args.usergroup);
    if (members === undefined) throw new Refusal("no_such_subteam");
    return { users: [...members] };
  },
});

export const identityMethods: Readonly<Record<string, Method>> = {
  "auth.test": authTest,
  "users.info": usersInfo,
  "usergroups.users.list": userGroupMembers,
};
