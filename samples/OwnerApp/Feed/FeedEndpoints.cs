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
        (ClaimsPrincipal user, HttpContext context, LiveFeed feed, Owners owners, Sessions sessions, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(ItemsAsync(Session.Of(user), context.Request.Headers["Last-Event-ID"], feed, owners, sessions, lifetime, cancellationToken)))
        .RequireAuthorization();

    private static async IAsyncEnumerable<SseItem<LiveEvent>> ItemsAsync(
        Session session, string? after, LiveFeed feed, Owners owners, Sessions sessions, IHostApplicationLifetime lifetime, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open page must not hold up the application's end, nor go on when its owner has signed out.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, sessions.Ending(session.Id) ?? new CancellationToken(canceled: true));
        using var any = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        await using var events = feed.ReadAsync(after, (brand, token) => owners.SeesAsync(session.Role, brand, token), any.Token).GetAsyncEnumerator(any.Token);
        while (await NextAsync(events, ending.Token))
        {
            yield return new SseItem<LiveEvent>(events.Current) { EventId = events.Current.Id };
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<LiveEvent> events, CancellationToken ending)
    {
        try
        {
            return await events.MoveNextAsync();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return false;
        }
    }
}
