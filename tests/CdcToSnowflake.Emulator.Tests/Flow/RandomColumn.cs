using CdcToSnowflake.Model;

namespace CdcToSnowflake.Emulator.Tests.Flow;

/// <summary>A column of a random table, one and the same in all brands, whatever a brand calls it and at whatever time.</summary>
internal sealed class RandomColumn(string name, RandomKind? kind)
{
    /// <summary>What RAW and CI have of a log beside its columns.</summary>
    public static IReadOnlyList<RandomColumn> OfLogs { get; } = [new("_CUT", null), new("_SEQ", null), new("_OP", null)];

    public string Name => name;

    public RandomKind Kind => kind!;

    public bool IsKey { get; init; }

    public bool IsNullable { get; init; }

    public ColumnTreatment? Treatment { get; init; }

    /// <summary>Whether brand_b calls it otherwise, and a rule maps that to CI's name.</summary>
    public bool IsMapped { get; init; }

    /// <summary>The life from which on deployments know that it is renamed; null for never.</summary>
    public int? RenamedFrom { get; init; }

    public string NewName => name + "_new";

    public bool IsDocument => kind?.Types[0].Kind is SourceKind.Json or SourceKind.Vector && Treatment is null;

    public string FileType(SourceType type) => Treatment == ColumnTreatment.Hash ? "VARCHAR" : RandomKind.FileType(type);

    public string SourceName(string brand) => IsMapped && brand == "brand_b" ? "b_" + name : name;

    /// <summary>A key has few values, in each type the same; so rows come again and again.</summary>
    public RandomValue Next(Random random, SourceType type, bool isNullable) =>
        isNullable && random.Next(5) == 0 ? RandomValue.Null
        : IsKey ? Kind.Next(new Random(random.Next(12)), Kind.Types[0])
        : Treatment == ColumnTreatment.Hash ? RandomKinds.Hash(random)
        : Kind.Next(random, type);
}
