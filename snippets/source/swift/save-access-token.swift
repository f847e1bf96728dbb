//- prefixes: save-access-token, store-access-token, keychain-access-token
//- title: Save the access token
//- about: Keeps an access token in the Keychain at the project’s level.
//- needs: keychain-helper
//- place: statements

try KeychainHelper.session.save(
    «1:accessToken»,
    account: "«2:accessToken»",
    accessibility: «3=level accessToken»
)
