using CdcToSnowflake.Sql;

namespace CdcToSnowflake.Warehouse;

/// <summary>Snowflake refused a generated statement. What ran before it stays; running the deployment again goes on from there.</summary>
/// <param name="statement">The statement.</param>
/// <param name="inner">Snowflake's error.</param>
/// <remarks>Read Snowflake's error in <see cref="Exception.InnerException"/>: most often the role lacks a right. Give it, and run the same again.</remarks>
public sealed class DeploymentException(SqlStatement statement, Exception inner)
    : Exception($"Snowflake refused {statement.Template} of {statement.Name}: {inner.Message} Remove the cause and start again: every statement can run again.", inner)
{
    /// <summary>The statement.</summary>
    public SqlStatement Statement { get; } = statement;
}
