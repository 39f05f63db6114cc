using System.Globalization;
using CdcToSnowflake.Emulator.Execution;

namespace CdcToSnowflake.Emulator.Tests.Execution;

/// <summary>How many threads DuckDB spreads a statement over, in memory and in a file.</summary>
public sealed class ThreadsTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void Threads_AreDuckDbs(int threads, bool isInFile)
    {
        var folder = Directory.CreateTempSubdirectory("threads-");
        try
        {
            using var engine = new Engine(new EmulatorOptions { Threads = threads, Database = isInFile ? Path.Combine(folder.FullName, "a.db") : null });
            using var session = engine.OpenDuck();

            Assert.Equal(threads.ToString(CultureInfo.InvariantCulture), session.Text("SELECT current_setting('threads')::VARCHAR"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
