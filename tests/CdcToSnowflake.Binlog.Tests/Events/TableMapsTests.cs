using System.Buffers.Binary;
using System.Text;
using CdcToSnowflake.Binlog.Events;

namespace CdcToSnowflake.Binlog.Tests.Events;

/// <summary>How many tables are kept, whatever a server numbers them and however many there are.</summary>
public sealed class TableMapsTests
{
    [Fact]
    public void Add_TableOpenedAnewForEver_IsKeptOnceWithItsColumns()
    {
        var maps = new TableMaps(null);
        for (ulong id = 1; id <= 100_000; id++)
        {
            maps.Add(Map(id, "orders", 20), 8);
            maps.EndStatement();
        }

        Assert.Equal(1, maps.Count);
        var table = maps.Find(100_000)!;
        Assert.Equal((100_000UL, 20), (table.Id, table.Columns.Count));
        maps.Add(Map(100_001, "orders", 20), 8);
        Assert.Same(table.Columns, maps.Find(100_001)!.Columns);
        maps.Add(Map(100_002, "orders", 21), 8);
        Assert.Equal(21, maps.Find(100_002)!.Columns.Count);
    }

    [Fact]
    public void Add_TableOpenedAnew_StillSaysThatItsSignsAreKnown()
    {
        var maps = new TableMaps(null);
        byte[] signs = [1, 3, 0, 0, 0]; // the optional metadata SIGNEDNESS, of 20 numbers
        maps.Add([.. Map(1, "orders", 20), .. signs], 8);
        maps.Add([.. Map(2, "orders", 20), .. signs], 8);
        maps.Add(Map(3, "carts", 20), 8);

        Assert.True(maps.Find(2)!.HasSignsAndCharsets);
        Assert.False(maps.Find(3)!.HasSignsAndCharsets);
    }

    [Fact]
    public void Add_MoreTablesThanAreKept_ForgetsThoseOfStatementsThatEnded()
    {
        var maps = new TableMaps(null);
        var most = 0;
        for (ulong id = 1; id <= 2_000; id++)
        {
            maps.Add(Map(id, $"t{id}", 1_000), 8);
            maps.EndStatement();
            most = Math.Max(most, maps.Count);
        }

        Assert.InRange(most, 100, 300);
        Assert.Equal("t2000", maps.Find(2_000)!.Name);
        Assert.Throws<BinlogCorruptException>(() => maps.Find(1));
    }

    [Fact]
    public void Add_StatementOfTwoTablesAcrossTheLimit_KeepsBoth()
    {
        var maps = new TableMaps(null);
        for (ulong id = 2; id <= 2_000; id += 2)
        {
            maps.Add(Map(id - 1, $"t{id - 1}", 1_000), 8);
            maps.Add(Map(id, $"t{id}", 1_000), 8);
            Assert.Equal(($"t{id - 1}", $"t{id}"), (maps.Find(id - 1)!.Name, maps.Find(id)!.Name));
            maps.EndStatement();
        }
    }

    [Fact]
    public void Add_OneStatementWithoutEnd_IsRefusedBeforeItFillsTheMemory()
    {
        var maps = new TableMaps(null);
        Assert.Throws<BinlogCorruptException>(() =>
        {
            for (ulong id = 1; id <= 2_000; id++)
            {
                maps.Add(Map(id, $"t{id}", 1_000), 8);
            }
        });
    }

    [Fact]
    public void Find_TableThatTheFilterLeavesOut_IsNullAndTakesNoRoom()
    {
        var maps = new TableMaps(table => table.Name == "t1");
        for (ulong id = 1; id <= 2_000; id++)
        {
            maps.Add(Map(id, $"t{id}", 1_000), 8);
            maps.EndStatement();
        }

        Assert.Equal(2_000, maps.Count);
        Assert.NotNull(maps.Find(1));
        Assert.Null(maps.Find(2));
    }

    private static byte[] Map(ulong id, string name, int columns)
    {
        var number = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(number, id);
        var text = Encoding.UTF8.GetBytes(name);
        var count = columns < 251 ? new[] { (byte)columns } : [0xFC, (byte)columns, (byte)(columns >> 8)];
        return [.. number[..6], 1, 0, 1, (byte)'s', 0, (byte)text.Length, .. text, 0, .. count, .. Enumerable.Repeat((byte)3, columns), 0, .. new byte[(columns + 7) / 8]];
    }
}
