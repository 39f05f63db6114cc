using System.Net;

namespace CdcToSnowflake.Binlog;

/// <summary>How to reach a server and read its binlog. <see cref="Parse"/> makes it from a connection string.</summary>
public sealed record BinlogClientOptions
{
    /// <summary>The server's name or address.</summary>
    /// <value>Default: localhost.</value>
    public string Host { get; init; } = "localhost";

    /// <summary>The TCP port.</summary>
    /// <value>Default: 3306; 1 to 65,535.</value>
    public int Port { get; init; } = 3306;

    /// <summary>The account; it needs <c>GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.*</c>.</summary>
    /// <value>Default: empty.</value>
    public string User { get; init; } = "";

    /// <summary>The account's password; write-only, so that nothing prints it.</summary>
    /// <value>Default: empty.</value>
    public string Password { internal get; init; } = "";

    /// <summary>
    /// Asked for the password at each connection, for tokens that don't live long (AWS IAM: 15 minutes). It may take <see cref="ConnectTimeout"/>; if it fails, so does the connection, which is tried again like a lost one.
    /// </summary>
    /// <value>Default: null, <see cref="Password"/> is used.</value>
    public Func<CancellationToken, ValueTask<string>>? PasswordProvider { get; init; }

    /// <summary>This reader's <c>server_id</c>: no other replica's or reader's.</summary>
    /// <value>Default: random, from 3,000,000,000 on, where people don't number their servers; 1 to 4,294,967,295.</value>
    public uint ServerId { get; init; } = (uint)Random.Shared.NextInt64(3_000_000_000, uint.MaxValue);

    /// <summary>How the connection is encrypted.</summary>
    /// <value>Default: null, which is <see cref="BinlogTlsMode.Preferred"/> for a loopback host and <see cref="BinlogTlsMode.VerifyFull"/> for any other.</value>
    public BinlogTlsMode? TlsMode { get; init; }

    /// <summary>A PEM file of the authorities to trust.</summary>
    /// <value>Default: null, those that the system trusts.</value>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>A PEM file of the client's own certificate, for accounts that REQUIRE X509.</summary>
    /// <value>Default: null.</value>
    public string? ClientCertificateFile { get; init; }

    /// <summary>A PEM file of the client certificate's key, if it isn't in the same file.</summary>
    /// <value>Default: null.</value>
    public string? ClientKeyFile { get; init; }

    /// <summary>A PEM file of the server's public RSA key, to send a password safely without TLS.</summary>
    /// <value>Default: null.</value>
    public string? ServerPublicKeyFile { get; init; }

    /// <summary>Whether a public RSA key that the server itself sends without TLS is trusted; whoever is in between could send his own.</summary>
    /// <value>Default: null, which is true for a loopback host only.</value>
    public bool? AllowPublicKeyRetrieval { get; init; }

    /// <summary>How long connecting and logging in may take, and how long the server may take to answer a question.</summary>
    /// <value>Default: 15 s; 1 ms to 1 day.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the server says that it is there when it has nothing to send. After twice this time in silence the connection is given up.</summary>
    /// <value>Default: 10 s; 10 ms to 1 day.</value>
    public TimeSpan HeartbeatPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a lost connection is tried to be made again before reading fails, with growing pauses, from the last transaction's boundary; one that is made and brings nothing new counts as lost still. The reader sees no
    /// transaction's event twice and none missing (a Rotate, which a server asked by GTID may not send again, tells of nothing but places). A first connection, and whatever trying again can't change (a purged position, a wrong password), fails at once.
    /// </summary>
    /// <value>Default: 5 minutes; from zero, which is never.</value>
    public TimeSpan ReconnectFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The size of the receive buffer, and so of the largest batch; it grows for a larger event and shrinks again.</summary>
    /// <value>Default: 1 MiB; 64 KiB to 16 MiB.</value>
    public int ReceiveBufferBytes { get; init; } = 1 << 20;

    /// <summary>Whether a server that does not log whole rows (<c>binlog_format = ROW</c>, <c>binlog_row_image = FULL</c>) is refused.</summary>
    /// <value>Default: true.</value>
    public bool RequireFullRows { get; init; } = true;

    /// <summary>
    /// Whether the reader takes part in semi-synchronous replication: where the source has it on (<c>rpl_semi_sync_source_enabled</c>, MariaDB
    /// <c>rpl_semi_sync_master_enabled</c>), a COMMIT there returns only once <see cref="BinlogClient.Acknowledge"/> was called for a position at or behind
    /// it, or the source's time-out has passed. A lost connection is then made again from the position acknowledged last, since the source takes a
    /// reader's start for the receipt of all before it.
    /// </summary>
    /// <value>Default: false.</value>
    public bool SemiSync { get; init; }

    /// <summary>How the events are decoded.</summary>
    /// <value>Default: the defaults of <see cref="BinlogOptions"/>.</value>
    public BinlogOptions Decoding { get; init; } = new();

    /// <summary>The clock for time-outs.</summary>
    /// <value>Default: the system's.</value>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The highest offset that a server is asked to start a file at; tests set it lower than files of 4 GiB need.</summary>
    internal uint MaxDirectOffset { get; init; } = uint.MaxValue;

    internal BinlogTlsMode EffectiveTlsMode => TlsMode ?? (IsLoopback ? BinlogTlsMode.Preferred : BinlogTlsMode.VerifyFull);

    internal bool EffectiveAllowPublicKeyRetrieval => AllowPublicKeyRetrieval ?? IsLoopback;

    private bool IsLoopback => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Reads a connection string with the keywords that MySqlConnector and MySQL's own connectors use.</summary>
    /// <param name="connectionString">
    /// <c>Server=…;Port=…;User ID=…;Password=…;SslMode=…;SslCa=…;SslCert=…;SslKey=…;ServerRSAPublicKeyFile=…;AllowPublicKeyRetrieval=…;Connection Timeout=seconds;Server Id=…;Heartbeat Period=seconds</c>.
    /// <c>Database</c> is accepted too and has no effect, since a binlog is the whole server's.
    /// </param>
    /// <returns>The options.</returns>
    /// <exception cref="ArgumentException">A keyword is unknown or its value is wrong; the message names the keyword, unless it may be a piece of a value, and never a value.</exception>
    public static BinlogClientOptions Parse(string connectionString) => Protocol.ConnectionString.Parse(connectionString);

    /// <summary><c>user@host:port</c>; no secret.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{User}@{Host}:{Port}";

    internal string? ReadServerPublicKey()
    {
        if (ServerPublicKeyFile is null)
            return null;
        try
        {
            return File.ReadAllText(ServerPublicKeyFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BinlogAuthenticationException($"The server's public key {ServerPublicKeyFile} can't be read: {e.Message}", e);
        }
    }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Host);
        ArgumentException.ThrowIfNullOrEmpty(User);
        Between(Port, 1, 65535, nameof(Port));
        Between(ServerId, 1u, uint.MaxValue, nameof(ServerId));
        if (TlsMode is { } mode && !Enum.IsDefined(mode))
            throw new ArgumentException($"{nameof(TlsMode)} is {mode}; it must be one of {string.Join(", ", Enum.GetNames<BinlogTlsMode>())}.");
        Between(ConnectTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromDays(1), nameof(ConnectTimeout));
        Between(HeartbeatPeriod, TimeSpan.FromMilliseconds(10), TimeSpan.FromDays(1), nameof(HeartbeatPeriod));
        Between(ReconnectFor, TimeSpan.Zero, TimeSpan.MaxValue, nameof(ReconnectFor));
        Between(ReceiveBufferBytes, 64 << 10, 16 << 20, nameof(ReceiveBufferBytes));
        _ = Decoding.Checked();
    }

    private static void Between<T>(T value, T least, T most, string name)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
            throw new ArgumentException($"{name} is {value}; it must be from {least} to {most}.");
    }
}
