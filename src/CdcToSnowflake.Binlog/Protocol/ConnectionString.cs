using System.Data.Common;
using System.Globalization;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Connection strings in the words of MySqlConnector, plus a few of replication's own. Words count without case, spaces, hyphens and underscores.</summary>
internal static class ConnectionString
{
    public static readonly string[] Words =
    [
        "Server", "Port", "User ID", "Password", "SslMode", "SslCa", "SslCert", "SslKey", "ServerRSAPublicKeyFile", "AllowPublicKeyRetrieval", "Connection Timeout", "Heartbeat Period", "Server Id", "Database",
    ];

    private static readonly string s_known = $"Known are {string.Join(", ", Words)}.";

    // MySqlConnector's other words. Whatever else stands where a keyword should may be a piece of a password that holds a semicolon, and is not repeated.
    private static readonly HashSet<string> s_others =
    [
        "allowloadlocalinfile", "allowuservariables", "allowzerodatetime", "applicationname", "autoenlist", "cancellationtimeout", "certificatefile", "certificatepassword", "certificatestorelocation",
        "certificatethumbprint", "characterset", "connectionidlepingtime", "connectionidletimeout", "connectionlifetime", "connectionprotocol", "connectionreset", "convertzerodatetime", "datetimekind",
        "defaultcommandtimeout", "deferconnectionreset", "dnscheckinterval", "forcesynchronous", "guidformat", "ignorecommandtransaction", "ignoreprepare", "interactivesession", "keepalive", "loadbalance",
        "maximumpoolsize", "minimumpoolsize", "nobackslashescapes", "oldguids", "persistsecurityinfo", "pipename", "pipelining", "pooling", "serverredirectionmode", "serverspn", "skipcertificaterevocationcheck",
        "tlsciphersuites", "tlsversion", "treattinyasboolean", "useaffectedrows", "usecompression", "usexatransactions",
    ];

    public static BinlogClientOptions Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        DbConnectionStringBuilder words;
        try
        {
            words = new DbConnectionStringBuilder { ConnectionString = text };
        }
        catch (ArgumentException)
        {
            // The platform's message quotes the text, which holds the password.
            throw new ArgumentException("The connection string does not read as keyword=value;… (quote values that hold ; or \").", nameof(text));
        }
        var options = new BinlogClientOptions();
        var place = 0;
        foreach (string word in words.Keys)
            options = Apply(options, word, (string)words[word], ++place);
        return options.User.Length > 0 ? options : throw new ArgumentException("The connection string names no user (User ID=…).", nameof(text));
    }

    private static BinlogClientOptions Apply(BinlogClientOptions options, string word, string value, int place) => Plain(word) switch
    {
        "server" or "host" or "datasource" or "address" or "addr" or "networkaddress" => options with { Host = OneHost(word, value) },
        "port" => options with { Port = Number(word, value, 1, 65535) },
        "userid" or "uid" or "user" or "username" => options with { User = value },
        "password" or "pwd" => options with { Password = value },
        "sslmode" => options with { TlsMode = Tls(word, value) },
        "sslca" or "cacertificatefile" => options with { CertificateAuthorityFile = value },
        "sslcert" => options with { ClientCertificateFile = value },
        "sslkey" => options with { ClientKeyFile = value },
        "serverrsapublickeyfile" => options with { ServerPublicKeyFile = value },
        "allowpublickeyretrieval" => options with { AllowPublicKeyRetrieval = YesOrNo(word, value) },
        "connectiontimeout" or "connecttimeout" => options with { ConnectTimeout = TimeSpan.FromSeconds(Number(word, value, 1, 86400)) },
        "heartbeatperiod" => options with { HeartbeatPeriod = TimeSpan.FromSeconds(Number(word, value, 1, 86400)) },
        "serverid" => options with { ServerId = (uint)Number(word, value, 1L, uint.MaxValue) },
        "database" or "initialcatalog" => options, // a binlog is the whole server's; so that one string serves queries too
        var other when s_others.Contains(other) => throw new ArgumentException($"The keyword '{word}' of the connection string is not known here. {s_known}"),
        _ => throw new ArgumentException($"Keyword {place} of the connection string is not known; is it a piece of a value that holds a semicolon? Such a value stands in quotes. {s_known}"),
    };

    private static string Plain(string word) =>
        string.Concat(word.Where(c => c is not (' ' or '-' or '_'))).ToLowerInvariant();

    private static string OneHost(string word, string value) => value.Length > 0 && !value.Contains(',', StringComparison.Ordinal)
        ? value
        : throw new ArgumentException($"'{word}' must name one host.");

    private static BinlogTlsMode Tls(string word, string value) => Plain(value) switch
    {
        "none" or "disabled" => BinlogTlsMode.Disabled,
        "preferred" => BinlogTlsMode.Preferred,
        "required" => BinlogTlsMode.Required,
        "verifyca" => BinlogTlsMode.VerifyCA,
        "verifyfull" or "verifyidentity" => BinlogTlsMode.VerifyFull,
        _ => throw new ArgumentException($"'{word}' must be Disabled, Preferred, Required, VerifyCA or VerifyFull."),
    };

    private static int Number(string word, string value, int least, int most) => (int)Number(word, value, least, (long)most);

    private static long Number(string word, string value, long least, long most) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"'{word}' must be a number from {least} to {most}.");

    private static bool YesOrNo(string word, string value) => value.ToLowerInvariant() switch
    {
        "true" or "yes" or "1" => true,
        "false" or "no" or "0" => false,
        _ => throw new ArgumentException($"'{word}' must be true or false."),
    };
}
