using System.Data.Common;

namespace CdcToSnowflake.Warehouse;

/// <summary>An error as Snowflake reports it: a number, an SQLSTATE, and a text that says what, where and why. The built-in data source and the embedded Snowflake both throw it.</summary>
/// <remarks>Look the number up in Snowflake's documentation, and the statement's run by <see cref="QueryId"/> in QUERY_HISTORY. If it could not be reached, check account, network rules and key.</remarks>
public class SnowflakeException : DbException
{
    /// <summary>Makes an error with Snowflake's number and SQLSTATE.</summary>
    /// <param name="number">Snowflake's error number, for instance 1003 for a syntax error; 0 if Snowflake gave none, as when it could not be reached.</param>
    /// <param name="sqlState">The five characters of the SQLSTATE, for instance 42000.</param>
    /// <param name="message">What happened, where, and what to do; without the number.</param>
    public SnowflakeException(int number, string sqlState, string message)
        : this(number, sqlState, message, null)
    {
    }

    /// <summary>Makes an error with Snowflake's number and SQLSTATE, and its cause.</summary>
    /// <param name="number">Snowflake's error number; 0 if Snowflake gave none.</param>
    /// <param name="sqlState">The five characters of the SQLSTATE.</param>
    /// <param name="message">What happened, where, and what to do; without the number.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public SnowflakeException(int number, string sqlState, string message, Exception? innerException)
        : this(number, sqlState, message, null, null, innerException)
    {
    }

    /// <summary>Makes an error of one statement.</summary>
    /// <param name="number">Snowflake's error number; 0 if Snowflake gave none.</param>
    /// <param name="sqlState">The five characters of the SQLSTATE.</param>
    /// <param name="message">What happened, where, and what to do; without the number.</param>
    /// <param name="queryId">Snowflake's id of the statement's run, as QUERY_HISTORY lists it; null if it got none.</param>
    /// <param name="statement">The statement's first line; null if no statement failed. It goes into the message: it must hold no secret.</param>
    /// <param name="innerException">The cause, if there is one.</param>
    public SnowflakeException(int number, string sqlState, string message, string? queryId, string? statement, Exception? innerException)
        : base(Describe(number, sqlState, message, queryId, statement), innerException)
    {
        Number = number;
        SqlState = sqlState;
        RawMessage = message;
        QueryId = queryId;
        Statement = statement;
    }

    /// <summary>Snowflake's error number, for instance 1003 for a syntax error.</summary>
    /// <value>Positive; 0 if Snowflake gave none.</value>
    public int Number { get; }

    /// <inheritdoc/>
    public override int ErrorCode => Number;

    /// <inheritdoc/>
    public override string? SqlState { get; }

    /// <summary>The message without its number: what SQLERRM and TASK_HISTORY show.</summary>
    public string RawMessage { get; }

    /// <summary>Snowflake's id of the statement's run, as QUERY_HISTORY lists it.</summary>
    /// <value>null if Snowflake gave none.</value>
    public string? QueryId { get; }

    /// <summary>The first line of the statement that failed, string literals left out.</summary>
    /// <value>null if no statement failed, or the error's maker knows none.</value>
    public string? Statement { get; }

    private static string Describe(int number, string sqlState, string message, string? queryId, string? statement)
    {
        string text = number == 0 ? message : $"{number:D6} ({sqlState}): {message}";
        return (queryId, statement) switch
        {
            (null, null) => text,
            (_, null) => $"{text} [query {queryId}]",
            (null, _) => $"{text} [{statement}]",
            _ => $"{text} [query {queryId}: {statement}]",
        };
    }
}
