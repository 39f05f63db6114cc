using System.Text;

namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>The server's first packet, "Protocol::HandshakeV10".</summary>
/// <param name="ServerVersion">As the server calls itself, MariaDB's leading "5.5.5-" taken off.</param>
/// <param name="Capabilities">What the server can do.</param>
/// <param name="Nonce">The 20 bytes that this connection's password proof is made with.</param>
/// <param name="Plugin">The authentication plugin that the server expects most accounts to use.</param>
/// <param name="IsMariaDb">Whether it is a MariaDB.</param>
internal sealed record Greeting(string ServerVersion, Capabilities Capabilities, byte[] Nonce, string Plugin, bool IsMariaDb)
{
    public const int NonceLength = 20;

    public static Greeting Parse(ReadOnlySpan<byte> payload)
    {
        var reader = new PacketReader(payload);
        var protocol = reader.ReadByte();
        if (protocol != 10)
            throw new BinlogConnectionException($"The server speaks protocol version {protocol}, not 10. Is it really a MySQL or MariaDB server on that port?");
        var version = Encoding.UTF8.GetString(reader.ReadToNul());
        reader.ReadUInt32(); // connection id
        var nonce = new byte[NonceLength];
        reader.Take(8).CopyTo(nonce);
        reader.ReadByte();
        var capabilities = (Capabilities)reader.ReadUInt16();
        var plugin = NativePlugin;
        if (reader.Remaining > 0)
        {
            reader.ReadByte(); // default collation
            reader.ReadUInt16(); // status
            capabilities |= (Capabilities)((uint)reader.ReadUInt16() << 16);
            var nonceLength = reader.ReadByte();
            reader.Take(10); // reserved, or MariaDB's own flags
            if (capabilities.HasFlag(Capabilities.SecureConnection))
            {
                var rest = reader.Take(Math.Max(13, nonceLength - 8));
                rest[..Math.Min(rest.Length, NonceLength - 8)].CopyTo(nonce.AsSpan(8));
            }
            if (capabilities.HasFlag(Capabilities.PluginAuth))
                plugin = Encoding.UTF8.GetString(reader.ReadToNul());
        }
        const Capabilities needed = Capabilities.Protocol41 | Capabilities.SecureConnection;
        if ((capabilities & needed) != needed)
            throw new BinlogConnectionException($"The server {version} is too old: it knows only passwords from before MySQL 4.1.");
        const string mariaDbPrefix = "5.5.5-"; // put before 10.x so that old replicas can read the number
        var isMariaDb = !capabilities.HasFlag(Capabilities.MySql) || version.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        if (isMariaDb && version.StartsWith(mariaDbPrefix, StringComparison.Ordinal))
            version = version[mariaDbPrefix.Length..];
        return new Greeting(version, capabilities, nonce, plugin, isMariaDb);
    }

    private const string NativePlugin = "mysql_native_password";
}
