//- prefixes: save-refresh-token, store-refresh-token, keychain-refresh-token
//- title: Save the refresh token
//- about: Keeps a refresh token in the Keychain at the project’s level.
//- needs: keychain-helper
//- place: statements

try KeychainHelper.session.save(
    «1:refreshToken»,
    account: "«2:refreshToken»",
    accessibility: «3=level refreshToken»
)
