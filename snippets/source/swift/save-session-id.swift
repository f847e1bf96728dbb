//- prefixes: save-session-id, store-session-id, keychain-session-id
//- title: Save the session ID
//- about: Keeps the id of a server-side session in the Keychain at the project’s level.
//- needs: keychain-helper
//- place: statements

try KeychainHelper.session.save(
    «1:sessionID»,
    account: "«2:sessionId»",
    accessibility: «3=level sessionId»
)
