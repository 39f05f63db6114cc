namespace CdcToSnowflake.Model;

/// <summary>A table of all brands: the union of their columns, keyed by the brand and their common key.</summary>
internal sealed class CiTable
{
    private CiTable(string name, IReadOnlyList<CiMember> members, IReadOnlyList<MergedColumn> columns, IReadOnlyList<string> key) =>
        (Name, Members, Columns, Key, Dropped) = (name, members, columns, key, DroppedBy(members, columns));

    public string Name { get; }

    public IReadOnlyList<CiMember> Members { get; }

    public IReadOnlyList<MergedColumn> Columns { get; }

    public IReadOnlyList<string> Key { get; }

    /// <summary>The names of columns that each brand which had them dropped for good.</summary>
    public IReadOnlyList<string> Dropped { get; }

    public bool IsAppendOnly => Members[0].Table.IsAppendOnly;

    public bool IsSoft => Members[0].Table.Options.CiDeletes == DeleteHandling.Soft && !IsAppendOnly;

    public IReadOnlyList<string> ClusterBy => Members[0].Table.Options.CiClusterBy;

    public static CiTable Of(string name, IReadOnlyList<BrandTable> tables, WarehouseNames names)
    {
        string where = $"the CI table {name}";
        CiMember[] members = [.. tables.Select(CiMember.Of)];
        foreach (CiMember member in members)
        {
            RefuseReserved(member, names);
            RefuseTwice(member, members, where);
            RefuseOtherOptions(members[0], member, where);
        }
        IReadOnlyList<MergedColumn> columns = MergedColumns.Union([.. members.Select(member => (member.Where, member.Columns))], where);
        BrandTable.RefuseUnclusterable([.. columns, BrandColumn(names)], members[0].Table.Options.CiClusterBy, $"{nameof(TableOptions)}.{nameof(TableOptions.CiClusterBy)} of {where}");
        return new CiTable(name, members, columns, MergedColumns.SameKey(members.Select(member => (member.Where, member.Key)), where));
    }

    private static MergedColumn BrandColumn(WarehouseNames names) => new(names.BrandColumn, SnowflakeType.VarChar, IsKey: true, IsNullable: false, IsEverywhere: true, IsWidened: false) { StgNames = [names.BrandColumn] };

    private static IReadOnlyList<string> DroppedBy(IReadOnlyList<CiMember> members, IReadOnlyList<MergedColumn> columns) => members.All(member => member.Table.Dropped.Count == 0) ? [] :
        [.. members.SelectMany(member => member.Table.Dropped.Select(column => CiMember.NameOf(member.Table, column.Name))).Distinct().Except(columns.Select(column => column.Name))];

    private static void RefuseReserved(CiMember member, WarehouseNames names)
    {
        BrandTable table = member.Table;
        if (member.Columns.Any(column => column.Name == names.BrandColumn))
        {
            throw new ModelException(ModelProblem.ReservedColumn,
                $"{table.Schema}.{table.Source} of the brand '{table.Brand}' has a column {names.BrandColumn}, where CI keeps the brand's id. Name CI's column otherwise with {nameof(WarehouseNames)}.{nameof(WarehouseNames.BrandColumn)}.");
        }
        if (member.Columns.FirstOrDefault(column => MetaColumn.IsReserved(column.Name) || column.Name == MetaColumn.DeletedAt && table.Options.CiDeletes == DeleteHandling.Soft) is { } column)
        {
            throw new ModelException(ModelProblem.ReservedColumn,
                $"A column of {table.Schema}.{table.Source} of the brand '{table.Brand}' would be {column.Name} in CI, a name that the SDK or Snowflake needs for itself. Set {nameof(TableOptions)}.{nameof(TableOptions.CiColumns)} to another.");
        }
    }

    // Two tables of one brand have keys that may be alike: (BRAND_ID, key) wouldn't tell their rows apart.
    private static void RefuseTwice(CiMember member, CiMember[] members, string where)
    {
        BrandTable? other = members.Select(candidate => candidate.Table).FirstOrDefault(candidate => candidate != member.Table && candidate.Brand == member.Table.Brand);
        if (other is not null)
        {
            throw new ModelException(ModelProblem.NameCollision,
                $"{other.Schema}.{other.Source} and {member.Table.Schema}.{member.Table.Source} of the brand '{member.Table.Brand}' would both go into {where}. Give one another with {nameof(TableOptions)}.{nameof(TableOptions.CiTable)}.");
        }
    }

    private static void RefuseOtherOptions(CiMember first, CiMember member, string where)
    {
        TableOptions a = first.Table.Options;
        TableOptions b = member.Table.Options;
        string? option = a.CiDeletes != b.CiDeletes ? nameof(TableOptions.CiDeletes)
            : !a.CiClusterBy.SequenceEqual(b.CiClusterBy, StringComparer.Ordinal) ? nameof(TableOptions.CiClusterBy)
            : null;
        if (first.Table.IsAppendOnly != member.Table.IsAppendOnly)
        {
            throw new ModelException(ModelProblem.OptionsDiffer, $"{where} takes a log ({nameof(SourceTable)}.{nameof(SourceTable.IsAppendOnly)}) from one of {first.Where} and {member.Where}, and rows by their keys from the other. Capture both alike, or give one another {nameof(TableOptions.CiTable)}.");
        }
        if (option is not null)
        {
            throw new ModelException(ModelProblem.OptionsDiffer, $"{where} takes {nameof(TableOptions)}.{option} from its brands' tables, and that of {first.Where} differs from that of {member.Where}. Set the same for both.");
        }
    }
}
