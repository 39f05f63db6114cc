using System.Data.Common;
using CdcToSnowflake.Warehouse.SqlApi.Values;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>What the metadata say of a column.</summary>
internal sealed class SqlApiColumn : DbColumn
{
    public SqlApiColumn(ResultColumn column, int ordinal)
    {
        ColumnName = column.Name;
        ColumnOrdinal = ordinal;
        DataType = column.ClrType;
        DataTypeName = column.TypeName;
        AllowDBNull = column.IsNullable;
        ColumnSize = column.Length is { } length ? (int)Math.Min(int.MaxValue, length) : null;
        NumericPrecision = column.Precision;
        NumericScale = column.Scale;
    }
}
