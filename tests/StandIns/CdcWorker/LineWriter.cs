using System.Globalization;
using CdcToSnowflake.Hosting.Changes;
using Microsoft.Extensions.Configuration;

namespace CdcWorker;

/// <summary>Writes a line for each change: operation, id, cut, sequence.</summary>
internal sealed class LineWriter(IConfiguration configuration) : IChangeHandler<Order>
{
    public async Task HandleAsync(ChangeBatch<Order> changes, CancellationToken cancellationToken) => await File.AppendAllLinesAsync(
        configuration["Output"] ?? throw new InvalidOperationException("The setting Output names the file to write to."),
        changes.Changes.Select(change => string.Create(CultureInfo.InvariantCulture, $"{change.Operation} {change.Row.Id} {changes.Cut} {change.Sequence}")),
        cancellationToken);
}
