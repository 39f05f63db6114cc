using CdcToSnowflake.Files;
using CdcToSnowflake.Operations.Reconciliation;

namespace CdcToSnowflake.Tests.Operations.Reconciliation;

/// <summary>What two sides' rows are compared by, where neither has an order.</summary>
public sealed class KeyedHashesTests
{
    private const int Parts = 64;

    [Fact]
    public void Part_OfTwoSidesInAnyOrder_HasTheSameKeys_AndLittleOfAll()
    {
        using var folder = new TemporaryFolder();
        using KeyedHashes source = new(Parts, folder.Path), raw = new(Parts, folder.Path);
        var keys = Enumerable.Range(0, 20_000).Select(n => $"5:Ä😀{n:D3}").ToList();
        foreach (var (there, here) in keys.Zip(keys.AsEnumerable().Reverse()))
        {
            source.Add(there, $"hash of {there}");
            raw.Add(here, $"hash of {here}");
        }

        source.Add(keys[7], "the last one");
        Assert.Equal((20_001L, 20_000L), (source.Count, raw.Count));
        Dictionary<string, string> all = [];
        for (var part = 0; part < Parts; part++)
        {
            var (there, here) = (source.Part(part), raw.Part(part));
            Assert.Equal(there.Keys.Order(StringComparer.Ordinal), here.Keys.Order(StringComparer.Ordinal));
            Assert.InRange(there.Count, 1, 1_000);
            foreach (var (key, hash) in there)
            {
                all.Add(key, hash);
            }
        }

        Assert.Equal(keys.Order(StringComparer.Ordinal), all.Keys.Order(StringComparer.Ordinal));
        Assert.All(all, one => Assert.Equal(one.Key == keys[7] ? "the last one" : $"hash of {one.Key}", one.Value));
        Assert.True(OperatingSystem.IsWindows() || Directory.GetFileSystemEntries(folder.Path).Length == 0);
    }

    [Fact]
    public void Add_NoSuchFolder_SaysWhichOption()
    {
        using var hashes = new KeyedHashes(Parts, Path.Combine(Path.GetTempPath(), "no", "such", "folder"));
        Assert.Contains("ReconciliationOptions.ScratchFolder", Assert.Throws<ScratchFileException>(() => hashes.Add("1:1", "")).Message, StringComparison.Ordinal);
    }
}
