using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using CdcToSnowflake.Emulator.Catalog;
using CdcToSnowflake.Emulator.Execution;
using CdcToSnowflake.Emulator.Hosting;

namespace CdcToSnowflake.Emulator.Tests.Catalog;

/// <summary>Files that other releases wrote: of this format they go on, of another they are refused and left.</summary>
public sealed class FileFormatTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("format-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private EmulatorOptions File => new() { Database = Path.Combine(_folder, "local.db") };

    [Theory]
    [InlineData(CatalogStore.FormatVersion - 1)]
    [InlineData(CatalogStore.FormatVersion + 1)]
    public void AnotherFormat_IsRefusedAndLeftAsItIs(long format)
    {
        Make();
        Change($"UPDATE __sf.counter SET value = {format} WHERE name = 'format'", "DROP TABLE __sf.task_history", "CHECKPOINT");
        var before = System.IO.File.ReadAllBytes(File.Database!);

        var error = Assert.Throws<EmulatorFormatException>(() => new SnowflakeEmulator(File));

        Assert.Equal((format, CatalogStore.FormatVersion), (error.Format, error.Known));
        Assert.Contains(File.Database!, error.Message, StringComparison.Ordinal);
        Assert.Contains("keep the store", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, System.IO.File.ReadAllBytes(File.Database!)); // nobody holds it either
    }

    // Earlier releases of this format had no such column: it is added, and what was there is there.
    [Fact]
    public void ThisFormat_WithoutWhatCameLater_GoesOn()
    {
        Make();
        Change("ALTER TABLE __sf.load_history DROP COLUMN billed");
        using var emulator = new SnowflakeEmulator(File);
        using var sql = emulator.OpenIn();
        Assert.Equal(["1"], sql.Rows("SELECT id FROM t"));
        Assert.Empty(sql.Rows("SELECT * FROM TABLE(INFORMATION_SCHEMA.COPY_HISTORY(TABLE_NAME => 'T', START_TIME => DATEADD(hours, -1, CURRENT_TIMESTAMP())))"));
    }

    [Theory]
    [InlineData(0, 60, null)]
    [InlineData(1, -1, null)]
    [InlineData(1, 60, -1)]
    public void Options_OutsideOfTheirRange_AreRefused(int files, int lockSeconds, int? triggerSeconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SnowflakeEmulator(new EmulatorOptions
        {
            FilesPerLoad = files, LockTimeout = TimeSpan.FromSeconds(lockSeconds), MinimumTriggerInterval = triggerSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        }));

    [Fact]
    public void Trimming_EachWayIn_IsWarnedOf()
    {
        IEnumerable<MethodBase> ways = [.. typeof(SnowflakeEmulator).GetConstructors(), .. typeof(EmulatorCdcBuilderExtensions).GetMethods(BindingFlags.Static | BindingFlags.Public)];
        Assert.All(ways, way => Assert.True(way.IsDefined(typeof(RequiresUnreferencedCodeAttribute)) && way.IsDefined(typeof(RequiresDynamicCodeAttribute)), way.ToString()));
    }

    private void Make()
    {
        using var emulator = new SnowflakeEmulator(File);
        using var sql = emulator.OpenIn();
        sql.Run("CREATE TABLE t (id NUMBER(5,0))");
        sql.Run("INSERT INTO t VALUES (1)");
    }

    private void Change(params IEnumerable<string> statements)
    {
        using var duck = new DuckSession($"DataSource={File.Database}");
        foreach (var sql in statements)
        {
            duck.Execute(sql);
        }
    }
}
