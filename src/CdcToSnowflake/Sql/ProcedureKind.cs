using System.Text.RegularExpressions;

namespace CdcToSnowflake.Sql;

/// <summary>What a procedure holds that a merge's task calls.</summary>
/// <param name="Prefix">What its names begin with.</param>
/// <param name="Create">The template that makes it.</param>
internal sealed partial record ProcedureKind(string Prefix, string Create)
{
    /// <summary>Tables of a brand that merge into RAW in the task's transaction.</summary>
    public static ProcedureKind MergeRaw { get; } = new("MERGE_RAW", "procedure/create-merge-raw") { TakesCuts = true };

    /// <summary>Tables of a brand that merge into RAW each by itself.</summary>
    public static ProcedureKind MergeTables { get; } = new("MERGE_TABLES", "procedure/create-merge-tables") { CountsFailures = true };

    /// <summary>Loads of a brand's files.</summary>
    public static ProcedureKind LoadStg { get; } = new("LOAD_STG", "procedure/create-load-stg");

    /// <summary>CI tables.</summary>
    public static ProcedureKind MergeCi { get; } = new("MERGE_CI", "procedure/create-merge-ci");

    /// <summary>Whether the task tells it the merged cut, the target and what changed.</summary>
    public bool TakesCuts { get; private init; }

    /// <summary>Whether it returns how many merges failed.</summary>
    public bool CountsFailures { get; private init; }

    /// <summary>The kind of a procedure of that name; null if it isn't the SDK's.</summary>
    public static ProcedureKind? Of(string name) => Named().Match(name) is { Success: true } match
        ? new[] { MergeRaw, MergeTables, LoadStg, MergeCi }.FirstOrDefault(kind => kind.Prefix == match.Groups["prefix"].Value)
        : null;

    /// <summary>
    /// A name that tells the content: what is made of another text stands beside what is there, and a task that calls the one never runs the other. So a plan that is broken off between
    /// two procedures leaves the task with those that it was made for.
    /// </summary>
    /// <param name="fingerprint">16 hexadecimal digits.</param>
    public string Name(string fingerprint) => $"{Prefix}_{fingerprint}";

    [GeneratedRegex(@"\A(?<prefix>[A-Z_]+)_[0-9A-F]{16}\z")]
    private static partial Regex Named();
}
