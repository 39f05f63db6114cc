using System.Collections.Frozen;
using CdcToSnowflake.Emulator.Parsing.Ast;

namespace CdcToSnowflake.Emulator.Parsing;

/// <summary>The words of each kind of object, as statements write them.</summary>
internal static class ObjectKindWords
{
    /// <summary>A class, whose name has three parts.</summary>
    private const string Budget = "SNOWFLAKE.CORE.BUDGET";

    private static readonly (ObjectKind Kind, string Words)[] Known =
    [
        (ObjectKind.Database, "DATABASE"),
        (ObjectKind.Schema, "SCHEMA"),
        (ObjectKind.Table, "TABLE"),
        (ObjectKind.View, "VIEW"),
        (ObjectKind.SemanticView, "SEMANTIC VIEW"),
        (ObjectKind.FileFormat, "FILE FORMAT"),
        (ObjectKind.Stage, "STAGE"),
        (ObjectKind.Pipe, "PIPE"),
        (ObjectKind.Stream, "STREAM"),
        (ObjectKind.Task, "TASK"),
        (ObjectKind.Warehouse, "WAREHOUSE"),
        (ObjectKind.ResourceMonitor, "RESOURCE MONITOR"),
        (ObjectKind.Role, "ROLE"),
        (ObjectKind.User, "USER"),
        (ObjectKind.Integration, "INTEGRATION"),
        (ObjectKind.StorageIntegration, "STORAGE INTEGRATION"),
        (ObjectKind.NotificationIntegration, "NOTIFICATION INTEGRATION"),
        (ObjectKind.Tag, "TAG"),
        (ObjectKind.MaskingPolicy, "MASKING POLICY"),
        (ObjectKind.RowAccessPolicy, "ROW ACCESS POLICY"),
        (ObjectKind.Procedure, "PROCEDURE"),
        (ObjectKind.Budget, Budget),
    ];

    private static readonly FrozenDictionary<ObjectKind, string> ByKind = Known.ToFrozenDictionary(known => known.Kind, known => known.Words);

    public static IReadOnlyList<ObjectKind> All { get; } = [.. Known.Select(known => known.Kind)];

    /// <summary>By its words in any case; null if they are none.</summary>
    public static ObjectKind? Find(string words)
    {
        foreach (var known in Known)
        {
            if (known.Words.Equals(words, StringComparison.OrdinalIgnoreCase))
            {
                return known.Kind;
            }
        }

        return null;
    }

    public static string Of(ObjectKind kind) => ByKind[kind];

    /// <summary>As messages name it: "Row access policy".</summary>
    public static string Title(ObjectKind kind) => kind == ObjectKind.Budget ? "Budget" : Of(kind)[0] + Of(kind)[1..].ToLowerInvariant();

    /// <summary>As SHOW names several of them.</summary>
    public static string Plural(ObjectKind kind) => kind == ObjectKind.Budget ? Budget : Of(kind) is var words && words.EndsWith('Y') ? words[..^1] + "IES" : words + "S";
}
