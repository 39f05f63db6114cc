using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace CdcToSnowflake.Emulator.Tests.Merges;

/// <summary>
/// Runs generated SQL on plain DuckDB: what differs in its dialect is replaced word by word, so that the emulator's own translation has no part in the judgement.
/// </summary>
internal sealed partial class PlainDuckDb : IDisposable
{
    private readonly DuckDBConnection _duck = new("DataSource=:memory:");

    public PlainDuckDb() => _duck.Open();

    public void Run(string snowflake)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = Duck(snowflake);
        command.ExecuteNonQuery();
    }

    public object Scalar(string snowflake)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = Duck(snowflake);
        return command.ExecuteScalar()!;
    }

    public IReadOnlyList<string> Column(string snowflake)
    {
        using DuckDBCommand command = _duck.CreateCommand();
        command.CommandText = Duck(snowflake);
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> rows = [];
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }
        return rows;
    }

    public void Dispose() => _duck.Dispose();

    private static string Duck(string snowflake)
    {
        string sql = TableProperty().Replace(snowflake, "").Replace("TIMESTAMP_NTZ(6)", "TIMESTAMP", StringComparison.Ordinal).Replace("TIMESTAMP_LTZ", "TIMESTAMP", StringComparison.Ordinal)
            .Replace(" NUMBER(", " DECIMAL(", StringComparison.Ordinal).Replace("IFF(", "IF(", StringComparison.Ordinal);
        // A primary key is only a note in Snowflake.
        return PrimaryKey().Replace(sql, "\n");
    }

    [GeneratedRegex(@"^(COMMENT|DEFAULT_DDL_COLLATION|DATA_RETENTION_TIME_IN_DAYS|MAX_DATA_EXTENSION_TIME_IN_DAYS|CHANGE_TRACKING|CLUSTER BY).*$", RegexOptions.Multiline)]
    private static partial Regex TableProperty();

    [GeneratedRegex(@",\s*PRIMARY KEY \(.*\)\n")]
    private static partial Regex PrimaryKey();
}
