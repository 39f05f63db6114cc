namespace CdcToSnowflake.Hosting.Changes;

/// <summary>Hears of a table's changes right after their cut was committed: each at least once, in order.</summary>
/// <remarks>
/// Register it with <see cref="CdcBuilder.OnChanges{THandler}"/>. It is taken from the services, from a scope of its own for each call. Calls about one brand come one after another; those about
/// different brands may overlap. A call that throws is made again after a pause, with the same changes, until it returns; only this handler waits. After a crash the
/// changes of the last cut come again, so do what you do by <see cref="ChangeBatch{TRow}.Cut"/> and <see cref="Change{TRow}.Sequence"/>, or in a way that may happen twice.
/// </remarks>
/// <typeparam name="TRow">
/// The row: a record or class with a parameter or a settable property for each column that you need; <c>created_at</c> goes to <c>CreatedAt</c>. <c>[Table("orders", Schema = "shop")]</c>
/// names its table, <c>[Column("…")]</c> a column of another name, <c>[NotMapped]</c> a property that has none. What is nullable or has a default value may be missing in the table.
/// </typeparam>
public interface IChangeHandler<TRow>
    where TRow : class
{
    /// <summary>Takes changes. When the task ends, they are done.</summary>
    /// <param name="changes">Changes of one cut, in order.</param>
    /// <param name="cancellationToken">The service stops, or another process takes over: the changes come again there, unless the task ends first. A task that doesn't end within <see cref="Standby.StandbyOptions.SilenceLimit"/> is left behind.</param>
    /// <returns>A task that ends when the changes are done.</returns>
    Task HandleAsync(ChangeBatch<TRow> changes, CancellationToken cancellationToken);
}
