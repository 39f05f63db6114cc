namespace CdcToSnowflake.Binlog.Protocol;

/// <summary>Capability flags of the handshake (MySQL's mysql_com.h); only those that matter here.</summary>
[Flags]
internal enum Capabilities : uint
{
    None = 0,

    /// <summary>CLIENT_LONG_PASSWORD; MariaDB from 10.2 on clears it to show that it is MariaDB.</summary>
    MySql = 1,
    LongFlag = 1 << 2,
    Protocol41 = 1 << 9,
    Tls = 1 << 11,
    Transactions = 1 << 13,
    SecureConnection = 1 << 15,
    PluginAuth = 1 << 19,
    ConnectAttributes = 1 << 20,
    PluginAuthLengthEncoded = 1 << 21,
}
