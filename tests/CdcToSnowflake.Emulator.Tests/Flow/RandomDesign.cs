using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>What is alike of a table in all brands: the columns that it may have, what its rows are told apart by, and the SDK's options for it.</summary>
internal sealed class RandomDesign
{
    private const int MostOthers = 7;

    public RandomDesign(string name, Random random)
    {
        Name = name;
        IsLog = random.Next(5) == 0;
        HasNamedKey = !IsLog && random.Next(4) == 0;
        var keyKinds = RandomKinds.All.Where(kind => kind.IsForKeys).ToArray();
        random.Shuffle(keyKinds);
        var kinds = RandomKinds.All.ToArray();
        random.Shuffle(kinds);
        RandomColumn[] key = [.. keyKinds.Take(random.Next(1, 3)).Select((kind, i) => new RandomColumn("id_" + kind.Name, kind)
        {
            IsKey = true,
            // Of rows that the user says are told apart so; MySQL's own keys have no NULL.
            IsNullable = HasNamedKey && i == 1,
            RenamedFrom = !HasNamedKey && random.Next(4) == 0 ? random.Next(2) : null,
        })];
        Columns = [.. key, .. kinds.Take(random.Next(2, MostOthers)).Select(kind => Other(kind, random))];
        Options = new TableOptions
        {
            RawDeletes = random.Next(3) == 0 ? DeleteHandling.Soft : DeleteHandling.Hard,
            CiDeletes = random.Next(3) == 0 ? DeleteHandling.Soft : DeleteHandling.Hard,
            Landing = random.Next(3) == 0 ? LandingMode.Variant : LandingMode.Columns,
            Key = HasNamedKey ? [.. key.Select(column => column.Name.ToUpperInvariant())] : [],
        };
    }

    public string Name { get; }

    public bool IsLog { get; }

    /// <summary>Whether the source knows of no key, and the options name it.</summary>
    public bool HasNamedKey { get; }

    /// <summary>The key's first. All but the key's may come and go.</summary>
    public IReadOnlyList<RandomColumn> Columns { get; }

    public IEnumerable<RandomColumn> Key => Columns.Where(column => column.IsKey);

    public TableOptions Options { get; }

    public bool IsSoft(string layer) => !IsLog && (layer == "RAW" ? Options.RawDeletes : Options.CiDeletes) == DeleteHandling.Soft;

    /// <summary>The rules for it: brand_b's names of columns, and what holds for both. The patterns don't name one table, since not each brand has each column at each time.</summary>
    public IEnumerable<TableRule> Rules =>
    [
        new TableRule($"*.{Name}", Options with { CiColumns = Columns.Where(column => column.IsMapped).ToDictionary(column => column.SourceName("brand_b"), column => column.Name) }) { Brand = "brand_b" },
        new TableRule($"*.{Name}", Options),
    ];

    private static RandomColumn Other(RandomKind kind, Random random)
    {
        var fate = random.Next(8);
        return new RandomColumn("c_" + kind.Name, kind)
        {
            IsNullable = random.Next(4) > 0,
            Treatment = fate switch { 0 => ColumnTreatment.Hash, 1 => ColumnTreatment.Drop, _ => null },
            IsMapped = fate is 2 or 3,
            RenamedFrom = fate is 4 or 5 ? random.Next(2) : null,
        };
    }
}
