using CdcToSnowflake.Capture.Snapshots;
using MySqlConnector;

namespace CdcToSnowflake.Tests.Capture.Snapshots;

/// <summary>What is added to a user's connection string.</summary>
public sealed class SourceSessionTests
{
    [Theory]
    [InlineData("Server=h", 60)] // else a connection that is half open is found dead after two hours
    [InlineData("Server=h;Keepalive=7", 7)]
    public void Completed_ConnectionString_KeepsTheConnectionAlive(string text, int expected)
    {
        var completed = new MySqlConnectionStringBuilder(SourceSession.Completed(text));
        Assert.Equal((uint)expected, completed.Keepalive);
        Assert.False(completed.Pooling);
    }
}
