namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>The client's answer to the greeting, "Protocol::HandshakeResponse41", and the shorter packet that asks for TLS before it.</summary>
internal static class HandshakeResponse
{
    /// <summary>utf8mb4_general_ci: known to every server, unlike newer default collations.</summary>
    private const byte Collation = 45;

    private const uint MaxPacket = 1 << 30;

    private const Capabilities Wanted = Capabilities.MySql | Capabilities.LongFlag | Capabilities.Protocol41 | Capabilities.Transactions
        | Capabilities.SecureConnection | Capabilities.PluginAuth | Capabilities.PluginAuthLengthEncoded | Capabilities.ConnectAttributes;

    public static ReadOnlyMemory<byte> TlsRequest(Greeting greeting) => Head(greeting, tls: true).Written;

    public static ReadOnlyMemory<byte> Login(Greeting greeting, bool tls, string user, string plugin, ReadOnlySpan<byte> proof)
    {
        var flags = Flags(greeting, tls);
        var writer = Head(greeting, tls).TextAndNul(user);
        if (flags.HasFlag(Capabilities.PluginAuthLengthEncoded))
            writer.LengthAndBytes(proof);
        else if (proof.Length < 256)
            writer.Byte((byte)proof.Length).Bytes(proof);
        else
            throw new BinlogAuthenticationException("The server takes no password proof over 255 bytes; use a shorter password.");
        if (flags.HasFlag(Capabilities.PluginAuth))
            writer.TextAndNul(plugin);
        if (flags.HasFlag(Capabilities.ConnectAttributes))
        {
            // Shown in performance_schema, so that an operator can tell who this connection is.
            var attributes = new PacketWriter().LengthAndText("program_name").LengthAndText("CdcToSnowflake");
            writer.LengthAndBytes(attributes.Written.Span);
        }
        return writer.Written;
    }

    private static PacketWriter Head(Greeting greeting, bool tls) =>
        new PacketWriter().UInt32((uint)Flags(greeting, tls)).UInt32(MaxPacket).Byte(Collation).Bytes(new byte[23]);

    private static Capabilities Flags(Greeting greeting, bool tls) =>
        // MariaDB shows itself by clearing the first flag, and wants it set by MySQL's clients all the same.
        (Wanted & (greeting.Capabilities | Capabilities.MySql)) | (tls ? Capabilities.Tls : Capabilities.None);
}
