namespace CdcToSnowflake.Emulator.Tests;

/// <summary>Without a file, each emulator has a database of its own, which all its connections share and which leaves nothing behind.</summary>
public sealed class InMemoryTests
{
    [Fact]
    public async Task Connections_OfOneEmulator_ShareADatabaseThatNoOtherSees()
    {
        var before = Directory.GetFileSystemEntries(Environment.CurrentDirectory);
        await using (var first = new SnowflakeEmulator())
        await using (var second = new SnowflakeEmulator())
        {
            await using (var create = first.CreateCommand("CREATE DATABASE D; CREATE SCHEMA D.S; CREATE TABLE D.S.T (A NUMBER(10,0)); INSERT INTO D.S.T VALUES (7)"))
            {
                await create.ExecuteNonQueryAsync();
            }

            await using (var read = first.CreateCommand("SELECT A FROM D.S.T"))
            {
                Assert.Equal(7L, Convert.ToInt64(await read.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
            }

            await using var elsewhere = second.CreateCommand("SELECT A FROM D.S.T");
            await Assert.ThrowsAsync<SnowflakeException>(() => elsewhere.ExecuteScalarAsync());
        }

        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(Environment.CurrentDirectory).Order());
    }
}
