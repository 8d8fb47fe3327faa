/** The founding document's banner; ASCII art belongs to the terminal, chat gets titles and pictures. */
export const banner = String.raw`   _____ _    _          _____  _  __  _______       _   _ _  __
  / ____| |  | |   /\   |  __ \| |/ / |__   __|/\   | \ | | |/ /
 | (___ | |__| |  /  \  | |__) | ' /     | |  /  \  |  \| | ' /
  \___ \|  __  | / /\ \ |  _  /|  <      | | / /\ \ | . ${"`"} |  <
  ____) | |  | |/ ____ \| | \ \| . \     | |/ ____ \| |\  | . \
 |_____/|_|  |_/_/    \_\_|  \_\_|\_\    |_/_/    \_\_| \_|_|\_\
`;
