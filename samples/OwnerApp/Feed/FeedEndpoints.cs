using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using OwnerApp.Accounts;

namespace OwnerApp.Feed;

/// <summary>The feed as server-sent events; a browser that lost the line goes on after the last that it heard.</summary>
internal static class FeedEndpoints
{
    public static void MapFeed(this IEndpointRouteBuilder app) => app.MapGet(
        "/api/feed",
        (ClaimsPrincipal user, HttpContext context, LiveFeed feed, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(ItemsAsync(Session.Of(user), context.Request.Headers["Last-Event-ID"], feed, lifetime, cancellationToken)))
        .RequireAuthorization();

    private static async IAsyncEnumerable<SseItem<LiveEvent>> ItemsAsync(
        Session session, string? after, LiveFeed feed, IHostApplicationLifetime lifetime, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open page must not hold up the application's end.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await using var events = feed.ReadAsync(session.Brands.ToHashSet(StringComparer.Ordinal), after, ending.Token).GetAsyncEnumerator(ending.Token);
        while (await NextAsync(events, lifetime))
        {
            yield return new SseItem<LiveEvent>(events.Current) { EventId = events.Current.Id };
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<LiveEvent> events, IHostApplicationLifetime lifetime)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return false;
        }
    }
}
