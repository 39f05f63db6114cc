namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>How a request proves who sends it. From the manual's "Authenticating to the server"; passwords are not among them.</summary>
public enum SnowflakeAuthenticator
{
    /// <summary>A JSON web token that is signed with the user's private key: <c>authenticator=snowflake_jwt</c>.</summary>
    KeyPair,

    /// <summary>An OAuth access token: <c>authenticator=oauth</c>.</summary>
    OAuth,

    /// <summary>A programmatic access token: <c>authenticator=programmatic_access_token</c>.</summary>
    ProgrammaticAccessToken,
}
