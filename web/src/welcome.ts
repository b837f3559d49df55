/** What the first tab shows to someone who was never here. */
export const WELCOME = `# Who was in NATO on 1 June 1982, since when, and who says so?
# Run it with the ▶ button or Ctrl-Enter,
# then change the date or the name and run it again.

query WhoWasInNato {
  alliance(key: { id: "nato" }, time: { at: "1982-06-01" }) {
    name
    members {
      totalCount
      nodes {
        name
      }
      edges {
        start
        dataset
        source
      }
    }
  }
}
`;
