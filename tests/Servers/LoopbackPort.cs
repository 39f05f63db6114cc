using System.Net;
using System.Net.Sockets;

namespace CdcToSnowflake.TestServers;

/// <summary>Free ports on 127.0.0.1.</summary>
public static class LoopbackPort
{
    /// <summary>A port that was free a moment ago. Another process may take it before the caller does, so a start that finds it taken tries another.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
