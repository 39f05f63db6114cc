using System.Data.Common;
using CdcToSnowflake.Sql;
using CdcToSnowflake.Warehouse.SqlApi;

namespace CdcToSnowflake.Warehouse;

/// <summary>Runs generated statements, in one session.</summary>
internal static class StatementRun
{
    /// <summary>Runs a statement for its effect.</summary>
    /// <param name="connection">An open one.</param>
    /// <param name="statement">The statement.</param>
    /// <param name="brand">The brand on whose behalf it runs, for its tag; null for that of the object that it is about.</param>
    /// <param name="cancellationToken">Cancels it, if the provider can.</param>
    public static async Task ExecuteAsync(DbConnection connection, SqlStatement statement, string? brand, CancellationToken cancellationToken)
    {
        DbCommand command = CommandOf(connection, statement, brand);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (DbException error)
            {
                throw Translate(statement, error, cancellationToken);
            }
        }
    }

    /// <summary>Runs a question and hands over each row of its answer; the reader stands on it during the call only.</summary>
    public static async Task QueryAsync(DbConnection connection, SqlStatement question, Action<DbDataReader> row, CancellationToken cancellationToken)
    {
        DbCommand command = CommandOf(connection, question, null);
        await using (command.ConfigureAwait(false))
        {
            try
            {
                DbDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                    {
                        row(reader);
                    }
                }
            }
            catch (DbException error)
            {
                throw Translate(question, error, cancellationToken);
            }
        }
    }

    private static DbCommand CommandOf(DbConnection connection, SqlStatement statement, string? brand)
    {
        DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is generated, and every name and literal in it quoted by the one function.
        command.CommandText = statement.Text;
#pragma warning restore CA2100
        if (command is SnowflakeSqlApiCommand tagged)
        {
            tagged.QueryTag = QueryTag.Of(brand, statement);
        }
        return command;
    }

    // Providers report a statement that was cancelled as an error of their own.
    private static Exception Translate(SqlStatement statement, DbException error, CancellationToken cancellationToken) => cancellationToken.IsCancellationRequested
        ? new OperationCanceledException($"{statement.Template} of {statement.Name} was cancelled.", error, cancellationToken)
        : new DeploymentException(statement, error);
}
