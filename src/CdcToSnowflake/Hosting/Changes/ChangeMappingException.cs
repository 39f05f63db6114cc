namespace CdcToSnowflake.Hosting.Changes;

/// <summary>A table's rows don't fit a handler's type. The handler stops; brands and other handlers go on.</summary>
/// <remarks>Change the row's type, or name other tables for the handler, and restart the service.</remarks>
public sealed class ChangeMappingException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="rowType">The handler's row type.</param>
    /// <param name="table">The table, as <c>schema.table</c>.</param>
    /// <param name="member">The parameter's or property's name, if it is about one.</param>
    /// <param name="problem">What doesn't fit, and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ChangeMappingException(Type rowType, string table, string? member, string problem, Exception? innerException = null)
        : base($"{rowType?.Name}{(member is null ? "" : "." + member)} and {table}: {problem}", innerException)
        => (RowType, Table, Member) = (rowType!, table, member);

    /// <summary>The handler's row type.</summary>
    public Type RowType { get; }

    /// <summary>The table, as <c>schema.table</c>.</summary>
    public string Table { get; }

    /// <summary>The parameter's or property's name, if it is about one.</summary>
    public string? Member { get; }
}
