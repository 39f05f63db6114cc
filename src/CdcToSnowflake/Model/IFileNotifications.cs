namespace CdcToSnowflake.Model;

/// <summary>Has a store tell pipes of the files that come into it. Stands in Model since the warehouse calls it and the store implements it, and neither knows the other.</summary>
public interface IFileNotifications
{
    /// <summary>How long a change takes until it works: files of that time may not be told of.</summary>
    TimeSpan Delay { get; }

    /// <summary>Whether a channel is told of each new file.</summary>
    /// <param name="channelArn">A pipe's <c>notification_channel</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>True if nothing is to be done.</returns>
    Task<bool> IsToldAsync(string channelArn, CancellationToken cancellationToken = default);

    /// <summary>Has a channel told of each new file. A second call changes nothing.</summary>
    /// <param name="channelArn">A pipe's <c>notification_channel</c>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whether something had to be changed.</returns>
    Task<bool> EnsureAsync(string channelArn, CancellationToken cancellationToken = default);
}
