using System.Data.Common;

namespace OwnerApp;

/// <summary>Questions with positional values.</summary>
internal static class DbConnectionExtensions
{
    /// <summary>Runs a statement.</summary>
    public static async Task ExecuteAsync(this DbConnection connection, string sql, IEnumerable<object> values, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql, values);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The rows of a question, each made into something.</summary>
    public static async Task<List<T>> QueryAsync<T>(this DbConnection connection, string sql, IEnumerable<object> values, Func<DbDataReader, T> row, CancellationToken cancellationToken)
    {
        await using var command = connection.Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    private static DbCommand Command(this DbConnection connection, string sql, IEnumerable<object> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var value in values)
        {
            var parameter = command.CreateParameter();
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
