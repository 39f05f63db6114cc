using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A column as templates see it. One that is renamed stands in STG under the names that it had, each row under one of them.</summary>
internal sealed record ColumnView(PlainText Name, IReadOnlyList<PlainText> StgNames, bool IsRenamed, SnowflakeType Stg, SnowflakeType Mirror, bool IsKey, bool IsFirstKey, bool IsNullable)
{
    /// <summary>Whether the merge must convert it, since Snowpipe couldn't.</summary>
    public bool IsCast => Stg != Mirror;

    public static IReadOnlyList<ColumnView> Of(IReadOnlyList<MergedColumn> columns)
    {
        MergedColumn? firstKey = columns.FirstOrDefault(column => column.IsKey);
        return [.. columns.Select(column => Of(column, isFirstKey: ReferenceEquals(column, firstKey)))];
    }

    private static ColumnView Of(MergedColumn column, bool isFirstKey)
    {
        PlainText name = new(column.Name);
        IReadOnlyList<PlainText> stgNames = column.IsRenamed ? [.. column.StgNames.Select(stgName => new PlainText(stgName))] : [name];
        return new ColumnView(name, stgNames, column.IsRenamed, column.Stg, column.Mirror, column.IsKey, isFirstKey, column.IsNullable);
    }
}
