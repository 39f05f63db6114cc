using CdcToSnowflake.Binlog.Protocol.Authentication;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>A logged-in session: connects, encrypts, logs in, runs queries.</summary>
internal sealed class ServerConnection : IAsyncDisposable
{
    /// <summary>Settings and lists of files: a hundred thousand files are some 5 MiB.</summary>
    private const long MaxAnswerBytes = 64 << 20;

    private readonly string _user;

    private ServerConnection(PacketTransport transport, Greeting greeting, string user)
    {
        Transport = transport;
        Greeting = greeting;
        _user = user;
    }

    public PacketTransport Transport { get; }

    public Greeting Greeting { get; }

    public static async ValueTask<ServerConnection> OpenAsync(BinlogClientOptions options, CancellationToken cancellationToken)
    {
        var endpoint = $"{options.Host}:{options.Port}";
        var password = await PasswordAsync(options, endpoint, cancellationToken).ConfigureAwait(false);
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        PacketTransport transport;
        try
        {
            transport = await PacketTransport.ConnectAsync(options.Host, options.Port, options.ReceiveBufferBytes, options.Clock, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BinlogTimeoutException($"{endpoint} did not accept a connection within {options.ConnectTimeout.TotalSeconds:0.###} s. Check host, port, firewall and security group.");
        }
        try
        {
            using var cancelled = transport.CloseOn(cancellationToken);
            using var late = deadline.Token.UnsafeRegister(static state => ((PacketTransport)state!).Abort(AbortReason.ConnectTimeout), transport);
            return await LogInAsync(transport, options, password).ConfigureAwait(false);
        }
        catch
        {
            await transport.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Runs a query and returns its rows as text; null stands for SQL NULL. Statements without a result give no rows.</summary>
    public async ValueTask<List<string?[]>> QueryAsync(string sql)
    {
        await Transport.SendCommandAsync(ReplicationCommands.Query(sql)).ConfigureAwait(false);
        var rows = new List<string?[]>();
        var columns = ColumnCount((await AnswerAsync().ConfigureAwait(false)).Span);
        if (columns == 0)
            return rows;
        for (var i = 0; i < columns; i++)
            await AnswerAsync().ConfigureAwait(false); // column definitions: the queries here know their columns
        if (!IsEnd((await AnswerAsync().ConfigureAwait(false)).Span))
            throw new BinlogConnectionException($"{Transport.Endpoint} sent more column definitions than the {columns} it had announced.");
        long bytes = 0;
        while (true)
        {
            var packet = await AnswerAsync().ConfigureAwait(false);
            if (IsEnd(packet.Span))
                return rows;
            bytes += packet.Length;
            if (bytes > MaxAnswerBytes)
                throw new BinlogConnectionException($"{Transport.Endpoint} answered a query about itself with more than {MaxAnswerBytes >> 20} MiB of rows. Is it a MySQL or MariaDB server?");
            rows.Add(Row(packet.Span, columns));
        }
    }

    /// <summary>Sends a command that is answered by OK or an error.</summary>
    public async ValueTask CommandAsync(ReadOnlyMemory<byte> command)
    {
        await Transport.SendCommandAsync(command).ConfigureAwait(false);
        await AnswerAsync().ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => Transport.DisposeAsync();

    // What gives passwords stands behind a network, too: that it fails passes, whatever it throws.
    private static async ValueTask<string> PasswordAsync(BinlogClientOptions options, string endpoint, CancellationToken cancellationToken)
    {
        if (options.PasswordProvider is not { } provider)
            return options.Password;
        using var deadline = new CancellationTokenSource(options.ConnectTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await provider(either.Token).AsTask().WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            throw new BinlogTimeoutException($"The PasswordProvider gave no password of '{options.User}' for {endpoint} within {options.ConnectTimeout.TotalSeconds:0.###} s.");
        }
        catch (Exception e)
        {
            throw new BinlogConnectionException($"The PasswordProvider gave no password of '{options.User}' for {endpoint}: it threw {e.GetType().Name}.", e);
        }
    }

    private static async ValueTask<ServerConnection> LogInAsync(PacketTransport transport, BinlogClientOptions options, string password)
    {
        var packet = await transport.ReadAsync().ConfigureAwait(false);
        if (!packet.IsEmpty && packet.Span[0] == ErrorPacket.Header)
            throw ServerErrors.AtLogin(ErrorPacket.Parse(packet.Span), options.User, transport.Endpoint);
        var greeting = Greeting.Parse(packet.Span);
        if (options.EffectiveTlsMode != BinlogTlsMode.Disabled)
        {
            if (greeting.Capabilities.HasFlag(Capabilities.Tls))
            {
                await transport.SendAsync(HandshakeResponse.TlsRequest(greeting)).ConfigureAwait(false);
                await transport.UpgradeAsync(new TransportSecurity(options.EffectiveTlsMode, options.Host, options.CertificateAuthorityFile, options.ClientCertificateFile, options.ClientKeyFile)).ConfigureAwait(false);
            }
            else if (options.EffectiveTlsMode != BinlogTlsMode.Preferred)
            {
                throw new BinlogConnectionException($"{transport.Endpoint} offers no TLS, but SslMode={options.EffectiveTlsMode} asks for it. Give the server a certificate, or set SslMode=Disabled if the network is trusted.");
            }
        }
        var request = new LoginRequest(options.User, password, options.ReadServerPublicKey(), options.EffectiveAllowPublicKeyRetrieval);
        await new LoginExchange(transport, request).RunAsync(greeting).ConfigureAwait(false);
        return new ServerConnection(transport, greeting, options.User);
    }

    private async ValueTask<ReadOnlyMemory<byte>> AnswerAsync()
    {
        var packet = await Transport.ReadAsync().ConfigureAwait(false);
        if (packet.IsEmpty)
            throw new BinlogConnectionException($"{Transport.Endpoint} sent an empty packet.");
        return packet.Span[0] == ErrorPacket.Header
            ? throw ServerErrors.AtCommand(ErrorPacket.Parse(packet.Span), _user, Transport.Endpoint)
            : packet;
    }

    private static bool IsEnd(ReadOnlySpan<byte> packet) => packet[0] == 0xFE && packet.Length < 9;

    private static int ColumnCount(ReadOnlySpan<byte> packet)
    {
        // MySQL allows 4,096 columns; a request for a local file (null here) was never allowed to the server.
        var count = new PacketReader(packet).ReadLength();
        return count is <= 4096 ? (int)count : throw new BinlogConnectionException("The server answered a query with something else than rows.");
    }

    private static string?[] Row(ReadOnlySpan<byte> packet, int columns)
    {
        var reader = new PacketReader(packet);
        var row = new string?[columns];
        for (var i = 0; i < columns; i++)
            row[i] = reader.ReadText();
        return row;
    }
}
