using System.Text;

namespace CdcToSnowflake.Binlog.Protocol.Authentication;

/// <summary>The packets from the handshake response to the server's OK.</summary>
internal sealed class LoginExchange(PacketTransport transport, LoginRequest request)
{
    private const byte Ok = 0x00;
    private const byte MoreData = 0x01;
    private const byte Switch = 0xFE;

    private const byte FastPathDone = 3;
    private const byte FullNeeded = 4;

    /// <summary>A server that keeps asking is not logging anyone in: the longest login takes five packets.</summary>
    private const int MaxRounds = 10;

    private string _plugin = "";
    private byte[] _nonce = [];

    public async ValueTask RunAsync(Greeting greeting)
    {
        // A plugin that the server merely prefers may be unknown here, or need a longer nonce than a greeting holds; it switches to the account's own anyway.
        _plugin = AuthenticationPlugin.IsKnown(greeting.Plugin) && AuthenticationPlugin.NonceLength(greeting.Plugin) <= Greeting.NonceLength
            ? greeting.Plugin
            : AuthenticationPlugin.Native;
        if (_plugin == AuthenticationPlugin.Clear && !transport.IsEncrypted)
            _plugin = AuthenticationPlugin.Native;
        _nonce = greeting.Nonce;
        var proof = AuthenticationPlugin.FirstProof(_plugin, request.Password, _nonce, transport.IsEncrypted);
        await transport.SendAsync(HandshakeResponse.Login(greeting, transport.IsEncrypted, request.User, _plugin, proof)).ConfigureAwait(false);
        for (var round = 0; round < MaxRounds; round++)
        {
            var packet = await transport.ReadAsync().ConfigureAwait(false);
            if (await AnswerAsync(packet).ConfigureAwait(false))
                return;
        }
        throw new BinlogAuthenticationException($"{transport.Endpoint} asked for ever more proofs of the password.");
    }

    /// <summary>Answers one packet; true once the server said OK.</summary>
    private async ValueTask<bool> AnswerAsync(ReadOnlyMemory<byte> packet)
    {
        switch (packet.IsEmpty ? ErrorPacket.Header : packet.Span[0])
        {
            case Ok:
                return true;
            case ErrorPacket.Header:
                throw ServerErrors.AtLogin(Redacted(ErrorPacket.Parse(packet.Span)), request.User, transport.Endpoint);
            case Switch when packet.Length == 1:
                throw new BinlogAuthenticationException("The server wants a password from before MySQL 4.1 (mysql_old_password), which is not supported. Set the account's password anew.");
            case Switch:
                ReadSwitch(packet.Span);
                var proof = AuthenticationPlugin.FirstProof(_plugin, request.Password, _nonce, transport.IsEncrypted);
                await transport.SendAsync(proof).ConfigureAwait(false);
                return false;
            case MoreData when _plugin == AuthenticationPlugin.CachingSha2 && packet.Length == 2 && packet.Span[1] == FastPathDone:
                return false; // the OK packet still follows
            case MoreData when _plugin == AuthenticationPlugin.CachingSha2 && packet.Length == 2 && packet.Span[1] == FullNeeded:
                await SendWholePasswordAsync().ConfigureAwait(false);
                return false;
            case MoreData when _plugin == AuthenticationPlugin.Sha256 && !transport.IsEncrypted:
                await SendEncryptedAsync(Encoding.ASCII.GetString(packet.Span[1..])).ConfigureAwait(false);
                return false;
            case MoreData or ParsecAnswer.SaltHeader when _plugin == AuthenticationPlugin.Parsec:
                await transport.SendAsync(ParsecAnswer.Create(request.Password, _nonce, packet.Span, transport.Endpoint)).ConfigureAwait(false);
                return false;
            default:
                throw new BinlogAuthenticationException($"{transport.Endpoint} sent an unexpected packet (0x{packet.Span[0]:X2}) while logging in by {_plugin}.");
        }
    }

    private void ReadSwitch(ReadOnlySpan<byte> packet)
    {
        var reader = new PacketReader(packet[1..]);
        _plugin = Encoding.UTF8.GetString(reader.ReadToNul());
        var data = reader.ReadToEnd();
        if (!AuthenticationPlugin.IsKnown(_plugin))
            throw AuthenticationPlugin.Unknown(_plugin);
        var expected = AuthenticationPlugin.NonceLength(_plugin);
        // Some plugins' servers end it by NUL, but a nonce of bytes may end by one of its own.
        if (data.Length == expected + 1 && data[^1] == 0)
            data = data[..^1];
        if (expected > 0 && data.Length != expected)
            throw new BinlogAuthenticationException($"{transport.Endpoint} switched to {_plugin} with a nonce of {data.Length} bytes instead of {expected}.");
        _nonce = data.ToArray();
    }

    private async ValueTask SendWholePasswordAsync()
    {
        if (transport.IsEncrypted)
        {
            await transport.SendAsync(Scramble.Clear(request.Password)).ConfigureAwait(false);
            return;
        }
        const byte askKey = 2;
        if (request.PublicKeyPem is { } known)
        {
            await SendEncryptedAsync(known).ConfigureAwait(false);
            return;
        }
        RequireRetrieval();
        await transport.SendAsync(new[] { askKey }).ConfigureAwait(false);
        var answer = await transport.ReadAsync().ConfigureAwait(false);
        if (answer.Length < 2 || answer.Span[0] != MoreData)
            throw new BinlogAuthenticationException($"{transport.Endpoint} did not send its public RSA key. Use SslMode=Required or more, or name the key's file (ServerRSAPublicKeyFile).");
        await SendEncryptedAsync(Encoding.ASCII.GetString(answer.Span[1..])).ConfigureAwait(false);
    }

    private ValueTask SendEncryptedAsync(string pem)
    {
        if (request.PublicKeyPem is null)
            RequireRetrieval();
        return transport.SendAsync(Scramble.Encrypted(request.Password, _nonce, request.PublicKeyPem ?? pem));
    }

    /// <summary>Whoever is in between could send a key of his own, and read the password.</summary>
    private void RequireRetrieval()
    {
        if (!request.AllowPublicKeyRetrieval)
            throw new BinlogAuthenticationException(
                $"{transport.Endpoint} wants the password, the connection is not encrypted, and the server's public key is not known. Use SslMode=Required or more; or name the key's file (ServerRSAPublicKeyFile); or trust the network (AllowPublicKeyRetrieval=true).");
    }

    /// <summary>A server that is hostile or badly configured may put the password into its message.</summary>
    private ErrorPacket Redacted(ErrorPacket error) =>
        request.Password.Length == 0 ? error : error with { Text = error.Text.Replace(request.Password, "***", StringComparison.Ordinal) };
}
