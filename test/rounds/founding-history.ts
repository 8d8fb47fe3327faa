/** The founding season before its third round, as a season file would import it. */
export const foundingHistory = [
  {
    title: "The Safe Bet",
    winner: "Pipeline Stages",
    prediction: "1.5x faster",
    reality: "30% SLOWER",
    success: false,
    credibility: -50,
  },
  {
    title: "The I-Told-You-So",
    winner: "Tile Size Tuning",
    prediction: "2-3x faster",
    reality: "DOESN'T COMPILE",
    success: false,
    credibility: -100,
  },
];
