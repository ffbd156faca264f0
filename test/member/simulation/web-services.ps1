# What answers requests: the identity endpoint, Key Vault, blob storage, downloads.

function SimRoute {
    param([uri]$Uri, [string]$Method, $Headers, $Body)
    $world = $global:Sim.world
    $name = $Uri.Host.ToLowerInvariant()
    $answer = $null
    if ($name -eq '169.254.169.254') { $answer = SimIdentityEndpoint $Uri $Headers }
    elseif ($name.EndsWith(".$($world.cloud.vaultSuffix)")) { $answer = SimVault $Uri $Headers $name.Substring(0, $name.IndexOf('.')) }
    elseif ($name.EndsWith(".blob.$($world.cloud.storageSuffix)")) { $answer = SimBlob $Uri $Headers $name.Substring(0, $name.IndexOf('.')) }
    else { $answer = SimDownload $Uri }
    if ($null -eq $answer['headers']) { $answer['headers'] = @{} }
    # Servers tell the real time, which a member with a wrong clock may go by.
    $answer.headers['Date'] = [datetime]::new($world.clock, 'Utc').ToString('R', [cultureinfo]::InvariantCulture)
    $answer
}

function SimAnswer { param([int]$Status, $Body, $Headers) @{ status = $Status; body = $(if ($Body -is [string]) { $Body } else { SimToJson $Body 8 $true }); headers = $(if ($null -eq $Headers) { @{} } else { $Headers }) } }

# Failures that the world has in store for a while: a list of @{ status; times }, used up one by one.
function SimNextFailure {
    param($Failures)
    foreach ($failure in @($Failures)) {
        if ($null -ne $failure -and (SimUseUp $failure 'times')) { return $failure }
    }
    $null
}

# The values in a query string.
function SimQuery {
    param([uri]$Uri)
    $values = @{}
    foreach ($pair in $Uri.Query.TrimStart('?') -split '&') { if ($pair -ne '') { $key, $value = $pair -split '=', 2; $values[$key] = [uri]::UnescapeDataString([string]$value) } }
    $values
}

function SimIdentityEndpoint {
    param([uri]$Uri, $Headers)
    $query = SimQuery $Uri
    if ($Uri.AbsolutePath -ne '/metadata/identity/oauth2/token') { return SimAnswer 404 ([ordered]@{ error = 'not found' }) }
    if ($Headers['Metadata'] -ne 'true') { return SimAnswer 400 ([ordered]@{ error = 'invalid_request'; error_description = 'Required metadata header not specified' }) }
    if ($null -eq $query['api-version'] -or $null -eq $query['resource']) { return SimAnswer 400 ([ordered]@{ error = 'invalid_request'; error_description = 'Required query variable is missing' }) }
    $failure = SimNextFailure $global:Sim.machine.identityFailures
    if ($null -ne $failure) {
        $text = if ($failure.status -eq 400) { 'Identity not found' } else { 'The service is not ready' }
        return SimAnswer $failure.status ([ordered]@{ error = 'invalid_request'; error_description = $text })
    }
    $identities = @($global:Sim.machine.identities)
    $client = $query['client_id']
    if ($null -eq $client) { if ($identities.Count -eq 1) { $client = $identities[0] } else { return SimAnswer 400 ([ordered]@{ error = 'invalid_request'; error_description = 'Multiple user assigned identities exist, please specify the clientId / resourceId of the identity in the token request' }) } }
    if ($client -notin $identities) { return SimAnswer 400 ([ordered]@{ error = 'invalid_request'; error_description = 'Identity not found' }) }
    $token = 'eyJ0eXAi.' + (SimSha256 ([System.Text.Encoding]::UTF8.GetBytes("$client $($query['resource'])"))) + '.simulated'
    $global:Sim.world.tokens[$token] = @{ client = $client; resource = $query['resource'] }
    SimSecret $token
    SimAnswer 200 ([ordered]@{ access_token = $token; client_id = $client; expires_in = '86399'; not_before = [string][long](([Simulation.Network]::Now() - 621355968000000000) / 10000000 - 300); expires_on = [string][long](([Simulation.Network]::Now() - 621355968000000000) / 10000000 + 86399); resource = $query['resource']; token_type = 'Bearer' })
}

# Who sends a token for one of the audiences, or nothing.
function SimBearer {
    param($Headers, [string[]]$Audiences)
    $header = [string]$Headers['Authorization']
    if ($header -notmatch '^Bearer (.+)$') { return $null }
    $token = $global:Sim.world.tokens[$Matches[1]]
    if ($null -eq $token -or $token.resource -notin $Audiences) { return $null }
    $token.client
}

function SimVaultError {
    param([int]$Status, [string]$Code, [string]$Message, [string]$Inner, $Headers)
    $failure = [ordered]@{ code = $Code; message = $Message }
    if ($Inner -ne '') { $failure['innererror'] = @{ code = $Inner } }
    SimAnswer $Status @{ error = $failure } $Headers
}

function SimVault {
    param([uri]$Uri, $Headers, [string]$Name)
    $vault = $global:Sim.world.vaults[$Name]
    if ($null -eq $vault) { return @{ failure = 'NameResolutionFailure' } }
    if ((SimQuery $Uri)['api-version'] -notmatch '^\d') { return SimVaultError 400 'BadParameter' 'api-version must be specified' '' }
    $audience = "https://$($global:Sim.world.cloud.vaultSuffix)"
    $client = SimBearer $Headers @($audience)
    if ($null -eq $client) { return SimVaultError 401 'Unauthorized' "AKV10000: Request is missing a Bearer or PoP token, or its audience is not $audience." '' @{ 'WWW-Authenticate' = "Bearer authorization=`"https://login.microsoftonline.com/$($global:Sim.world.tenant.id)`", resource=`"$audience`"" } }
    $failure = SimNextFailure $vault.failures
    if ($null -ne $failure) { return SimVaultError $failure.status $(if ($failure.status -eq 429) { 'Throttled' } else { 'InternalServerError' }) 'Request was not processed.' '' @{ 'Retry-After' = '10' } }
    if ($vault.firewall) { return SimVaultError 403 'Forbidden' 'Client address is not authorized and caller is not a trusted service.' 'ForbiddenByFirewall' }
    if ($Uri.AbsolutePath -notmatch '^/secrets/([^/]+)(?:/([^/]+))?/?$') { return SimVaultError 404 'NotFound' 'No such path.' '' }
    $secretName = $Matches[1]
    $version = $Matches[2]
    $secret = $vault.secrets[$secretName]
    $refused = $null -ne $secret -and (($null -ne $secret['roleAfter'] -and -not [Simulation.Network]::Passed($secret['roleAfter'])) -or $secret['noRole'])
    if ($client -notin @($vault.readers) -or -not [Simulation.Network]::Passed($vault.roleAfter) -or $refused) {
        return SimVaultError 403 'Forbidden' "Caller is not authorized to perform action on resource. Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'" 'ForbiddenByRbac'
    }
    if ($null -eq $secret) { return SimVaultError 404 'SecretNotFound' "A secret with (name/id) $secretName was not found in this key vault." '' }
    if ($null -eq $version -or $version -eq '') { $version = $secret.newest }
    $value = $secret.versions[$version]
    if ($null -eq $value) { return SimVaultError 404 'SecretNotFound' "A secret with (name/id) $secretName/$version was not found in this key vault." '' }
    if ($secret['disabled']) { return SimVaultError 403 'Forbidden' 'Operation get is not allowed on a disabled secret.' 'SecretDisabled' }
    SimAnswer 200 ([ordered]@{ value = $value; contentType = $secret['contentType']; id = "https://$($Uri.Host)/secrets/$secretName/$version"; attributes = @{ enabled = $true } })
}

function SimBlob {
    param([uri]$Uri, $Headers, [string]$Name)
    $account = $global:Sim.world.storage[$Name]
    if ($null -eq $account) { return @{ failure = 'NameResolutionFailure' } }
    $failure = SimNextFailure $account.failures
    if ($null -ne $failure) { return SimAnswer $failure.status '<?xml version="1.0" encoding="utf-8"?><Error><Code>ServerBusy</Code></Error>' }
    if ([string]$Headers['x-ms-version'] -lt '2017-11-09') { return SimAnswer 400 '<?xml version="1.0" encoding="utf-8"?><Error><Code>InvalidHeaderValue</Code></Error>' }
    $client = SimBearer $Headers @('https://storage.azure.com/', 'https://storage.azure.com')
    if ($null -eq $client) { return SimAnswer 401 '<?xml version="1.0" encoding="utf-8"?><Error><Code>InvalidAuthenticationInfo</Code></Error>' }
    if ($client -notin @($account.readers) -or -not [Simulation.Network]::Passed($account.roleAfter)) { return SimAnswer 403 '<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthorizationPermissionMismatch</Code></Error>' }
    $content = $account.blobs[[uri]::UnescapeDataString($Uri.AbsolutePath).TrimStart('/')]
    if ($null -eq $content) { return SimAnswer 404 '<?xml version="1.0" encoding="utf-8"?><Error><Code>BlobNotFound</Code></Error>' }
    SimAnswer 200 $content
}

function SimDownload {
    param([uri]$Uri)
    # Who comes without a path is led on to a page for people.
    if ($Uri.Host -like 'login.microsoftonline.*' -and $Uri.AbsolutePath -eq '/') { return SimAnswer 302 '' @{ Location = 'https://www.office.com/login' } }
    $download = $global:Sim.world.downloads[$Uri.AbsoluteUri]
    if ($null -eq $download) { return SimAnswer 404 'Not Found' }
    $failures = $global:Sim.world.downloadFailures[$Uri.AbsoluteUri]
    $failure = SimNextFailure $failures
    if ($null -ne $failure) { return SimAnswer $failure.status 'Service Unavailable' }
    SimAnswer 200 ([string]$download)
}
