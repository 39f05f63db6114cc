using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CdcToSnowflake.Warehouse.SqlApi.Http;

namespace CdcToSnowflake.Warehouse.SqlApi;

/// <summary>One statement, or several if a parameter named <c>MULTI_STATEMENT_COUNT</c> says how many.</summary>
public sealed class SnowflakeSqlApiCommand : DbCommand
{
    private const int LongestTimeout = 604_800;

    private readonly SqlApiParameterCollection _parameters = new();
    private SqlApiConnection? _connection;
    private CancellationTokenSource? _running;

    internal SnowflakeSqlApiCommand(SqlApiConnection connection) => _connection = connection;

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set => field = value ?? ""; } = "";

    /// <summary>The QUERY_TAG of this command's statements.</summary>
    /// <value>null, the default: <see cref="SnowflakeSqlApiOptions.QueryTag"/>. At most 2,000 characters.</value>
    public string? QueryTag { get; set; }

    /// <summary>Seconds after which Snowflake cancels the command.</summary>
    /// <value>0, the default: as the account's STATEMENT_TIMEOUT_IN_SECONDS says. At most 604,800.</value>
    public override int CommandTimeout
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, LongestTimeout);
            field = value;
        }
    }

    /// <summary>Text is all there is.</summary>
    public override CommandType CommandType
    {
        get => CommandType.Text;
        set
        {
            if (value != CommandType.Text)
            {
                throw new NotSupportedException("Only text commands.");
            }
        }
    }

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc/>
    protected override DbConnection? DbConnection
    {
        get => _connection;
        set => _connection = (SqlApiConnection?)value;
    }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction
    {
        get => null;
        set
        {
            if (value is not null)
            {
                throw new NotSupportedException("The SQL API has no transactions of several commands.");
            }
        }
    }

    /// <summary>Cancels the statement that runs, in Snowflake too.</summary>
    public override void Cancel()
    {
        try
        {
            Volatile.Read(ref _running)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended: there is nothing to cancel.
        }
    }

    /// <summary>Does nothing.</summary>
    public override void Prepare()
    {
    }

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => ExecuteNonQueryAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
            }

            return reader.RecordsAffected;
        }
    }

    /// <inheritdoc/>
    public override object? ExecuteScalar() => ExecuteScalarAsync(CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        var reader = await ExecuteDbDataReaderAsync(CommandBehavior.Default, cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? reader.GetValue(0) : null;
        }
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => new SqlApiParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => ExecuteDbDataReaderAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    /// <inheritdoc/>
    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        if (_connection is not { State: ConnectionState.Open } connection)
        {
            throw new InvalidOperationException("The command needs an open connection.");
        }

        if (behavior.HasFlag(CommandBehavior.SchemaOnly) || behavior.HasFlag(CommandBehavior.KeyInfo))
        {
            throw new NotSupportedException("The SQL API can't describe a result without running the statement.");
        }

        var request = Request(connection);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Volatile.Write(ref _running, running);
        try
        {
            var response = await connection.Source.Client.ExecuteAsync(request, running.Token).ConfigureAwait(false);
            var reader = new SqlApiDataReader(connection.Source.Client, request.FirstLine, response, behavior.HasFlag(CommandBehavior.CloseConnection) ? connection : null);
            await reader.StartAsync(running.Token).ConfigureAwait(false);
            return reader;
        }
        finally
        {
            Volatile.Write(ref _running, null);
        }
    }

    private StatementRequest Request(SqlApiConnection connection)
    {
        if (string.IsNullOrWhiteSpace(CommandText))
        {
            throw new InvalidOperationException("The command has no text.");
        }

        var options = connection.Source.Options;
        var (bindings, count) = _parameters.Read();
        var parameters = options.Parameters.Select(parameter => (parameter.Key, parameter.Value)).ToList();
        if ((QueryTag ?? options.QueryTag) is { } tag)
        {
            parameters.RemoveAll(parameter => parameter.Key.Equals("QUERY_TAG", StringComparison.OrdinalIgnoreCase));
            parameters.Add(("QUERY_TAG", tag));
        }

        if (count is { } statements)
        {
            parameters.Add(("MULTI_STATEMENT_COUNT", statements.ToString(CultureInfo.InvariantCulture)));
        }

        return new StatementRequest(CommandText)
        {
            Bindings = bindings,
            Timeout = CommandTimeout,
            Database = connection.Database is { Length: > 0 } database ? database : null,
            Schema = connection.Schema,
            Warehouse = options.Warehouse,
            Role = options.Role,
            Parameters = parameters,
        };
    }
}
