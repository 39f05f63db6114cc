using System.Text;
using CdcToSnowflake.Model;
using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Simulation;

/// <summary>How long the texts of CI's merge are, as the generator writes them by default for tables of ten columns.</summary>
/// <param name="Merge">Bytes of one CI table's MERGE, which has a SELECT for each brand.</param>
/// <param name="Procedure">Bytes of the longest procedure that the task calls; 0 where its own text has room for all.</param>
/// <param name="Task">Bytes of the task's text. Its WHEN names a stream for each table of each brand.</param>
internal sealed record CiText(int Merge, int Procedure, int Task)
{
    private const string Schema = "shop";

    public static CiText Of(int brands, int tables)
    {
        if (tables == 0)
        {
            return new CiText(0, 0, 0);
        }

        var model = new WarehouseModel([.. Enumerable.Range(0, brands).Select(brand => new BrandModel($"BRAND_{brand}", $"s3://cdc/prod/BRAND_{brand}/", [.. Enumerable.Range(0, tables).Select(Table)]))]);
        var sql = new SnowflakeSql(model);
        return new CiText(
            Bytes(sql.MergeRawIntoCi("BRAND_0", Schema, "table_0")), sql.CreateMergeCiProcedures().Select(Bytes).DefaultIfEmpty().Max(), Bytes(sql.CreateMergeCiTask()));
    }

    private static SourceTable Table(int table) => new(
        Schema, $"table_{table}",
        [.. Enumerable.Range(0, 10).Select(column => new SourceColumn($"column_{column}", new SourceType(column % 2 == 0 ? SourceKind.BigInt : SourceKind.VarChar), column > 0))], ["column_0"]);

    private static int Bytes(SqlStatement statement) => Encoding.UTF8.GetByteCount(statement.Text);
}
