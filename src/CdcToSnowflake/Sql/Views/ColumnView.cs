using CdcToSnowflake.Model;
using CdcToSnowflake.Sql.Rendering;

namespace CdcToSnowflake.Sql.Views;

/// <summary>A column as templates see it. One that is renamed stands in STG under the names that it had, each row under one of them.</summary>
internal sealed record ColumnView(PlainText Name, IReadOnlyList<PlainText> StgNames, bool IsRenamed, SnowflakeType Type, bool IsKey, bool IsFirstKey, bool IsNullable)
{
    public static IReadOnlyList<ColumnView> Of(IReadOnlyList<MergedColumn> columns)
    {
        MergedColumn? firstKey = columns.FirstOrDefault(column => column.IsKey);
        return [.. columns.Select(column => Of(column, isFirstKey: ReferenceEquals(column, firstKey)))];
    }

    private static ColumnView Of(MergedColumn column, bool isFirstKey)
    {
        PlainText name = new(column.Name);
        IReadOnlyList<PlainText> stgNames = column.IsRenamed ? [.. column.StgNames.Select(stgName => new PlainText(stgName))] : [name];
        return new ColumnView(name, stgNames, column.IsRenamed, column.Type, column.IsKey, isFirstKey, column.IsNullable);
    }
}
