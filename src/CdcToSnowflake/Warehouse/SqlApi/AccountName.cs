namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>What an account identifier means to the network and to a key pair's token. From the manual's "Account identifiers" and "Authenticating to the server".</summary>
internal static class AccountName
{
    private const string GlobalSuffix = ".global";

    /// <summary>Certificates can't hold an underscore, so host names spell it as a hyphen.</summary>
    public static string Host(string account) => Checked(account).Replace('_', '-').ToLowerInvariant() + ".snowflakecomputing.com";

    /// <summary>The account within iss and sub: without the locator's region, cloud and suffix, in upper case.</summary>
    public static string InToken(string account)
    {
        var end = Checked(account).EndsWith(GlobalSuffix, StringComparison.OrdinalIgnoreCase) ? account.IndexOf('-', StringComparison.Ordinal) : account.IndexOf('.', StringComparison.Ordinal);
        return (end > 0 ? account[..end] : account).Replace('.', '-').ToUpperInvariant();
    }

    private static string Checked(string account) =>
        account.Length > 0 && account.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
            ? account
            : throw new ArgumentException("The account identifier must consist of letters, digits, '_', '-' and '.', as in organization-account or xy12345.eu-central-1.");
}
