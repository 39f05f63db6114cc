using System.Data.Common;
using System.Globalization;

namespace CdcToSnowflake.Emulator.Tests;

/// <summary>Short ways to say SQL and read what it returned.</summary>
internal static class EmulatorExtensions
{
    public static void Run(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The last result's rows, each as its values joined by |; NULL as ∅.</summary>
    public static IReadOnlyList<string> Rows(this DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        do
        {
            rows.Clear();
            while (reader.Read())
            {
                rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Text(reader.GetValue(i)))));
            }
        }
        while (reader.NextResult());
        return rows;
    }

    public static string One(this DbConnection connection, string sql) => Assert.Single(connection.Rows(sql));

    public static SnowflakeException Fails(this DbConnection connection, string sql) => Assert.ThrowsAny<SnowflakeException>(() => connection.Run(sql));

    /// <summary>A connection in a new database D and its schema PUBLIC.</summary>
    public static DbConnection OpenIn(this SnowflakeEmulator emulator, string database = "D")
    {
        var connection = emulator.OpenConnection();
        connection.Run($"CREATE DATABASE IF NOT EXISTS {database}; USE DATABASE {database}");
        return connection;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "∅",
        bool flag => flag ? "true" : "false",
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
