# What talks to the gateway's service. Runs in PowerShell 7, the only one that loads the module DataGateway; register
# writes these functions, the shared ones and the settings into a file for it. No secret leaves this process.

function Invoke-Registration {
    Initialize-Step
    $Step.Log = $OuterLog
    $Step.Deadline = $Step.Started.AddSeconds($OuterSeconds)
    $failure = ''
    $remedy = ''
    try { Register-Member }
    catch {
        $failure = Get-ErrorText $_
        $remedy = Get-Remedy $_
        Write-Log ('FAILED in PowerShell 7: {0}' -f $failure)
        Write-Log $_.ScriptStackTrace
    }
    finally { Remove-SignInCertificate }
    $result = @{ doing = $Step.Doing; changes = @($Step.Changes); notes = @($Step.Notes); failure = $failure; remedy = $remedy }
    Write-TextFile (Get-Place 'Result') (ConvertTo-Json -InputObject $result -Depth 3 -Compress)
    if ($failure -ne '') { exit 1 }
    exit 0
}

function Register-Member {
    Start-Part 'signing in to the gateway service'
    Set-ProcessProxy
    try { Import-Module -Name DataGateway }
    catch { Stop-Step "the module DataGateway cannot be loaded: $($_.Exception.Message)" 'Apply again: the step "install" comes before this one. What is older stays unless whenOlderIsInstalled is ''upgrade''.' }
    Connect-Service
    Start-Part 'looking for the cluster in the service'
    $cluster = Find-Cluster
    $member = Find-OwnMember $cluster
    if (Test-Registered) {
        if ($null -eq $member) { $cluster = Wait-OwnCluster }
        else { Add-Note 'was registered already, and is left alone' }
    }
    else {
        if ($null -ne $member) {
            Remove-Unfinished $cluster $member
            $cluster = Find-Cluster
        }
        # From here on, a row of this computer is of our own making: none was there before.
        $null = Set-RegistryValue (Get-Place 'Registry') 'Registering' $Step.Settings.gatewayName 'String'
        Register-Machine $cluster
        $cluster = Wait-OwnCluster
        Add-Change "registered in cluster '$($cluster.Name)' ($($cluster.Id))"
    }
    Remove-RegistryValue (Get-Place 'Registry') 'Registering'
    if ($Step.Settings.isPrimary) {
        Set-Administrator $cluster
        Set-LoadBalancing $cluster
    }
    Wait-Live $cluster
}

# ---- Sign-in ---------------------------------------------------------------------------------------------------------

function Set-ProcessProxy {
    $settings = $Step.Settings
    if ([string] $settings.proxyAddress -eq '') { return }
    $proxy = New-Object -TypeName System.Net.WebProxy -ArgumentList $settings.proxyAddress, ([bool] $settings.proxyBypassLocal), ([string[]] $settings.proxyBypass)
    $proxy.UseDefaultCredentials = [bool] $settings.proxyUseDefaultCredentials
    [System.Net.Http.HttpClient]::DefaultProxy = $proxy
    [Net.WebRequest]::DefaultWebProxy = $proxy
}

# The service's ways of saying "not now".
function Test-PassingServiceError {
    param($ErrorRecord)
    return ((Get-ErrorText $ErrorRecord) -match '\b429\b(?!-)|Too ?Many ?Requests|throttl|timed? ?out|temporarily|ServiceUnavailable|Service Unavailable|Bad Gateway|Gateway Timeout|No such host|connection (was|attempt|refused)|unreachable|SocketException')
}

function Invoke-ServiceCall {
    param([string] $CallWhat, [scriptblock] $Call)
    try { return (Invoke-Patiently $CallWhat 600 20 $Call { param($problem) Test-PassingServiceError $problem } '-') }
    catch { Stop-Step $_.Exception.Message (Get-RegistrationRemedy $_.Exception.Message) }
}

function Get-ServiceRemedy {
    return 'See docs/member.md, "When register fails". Registration.byOperator() is the way for tenants that refuse service principals.'
}

function Connect-Service {
    $settings = $Step.Settings
    $connect = @{ ApplicationId = $settings.applicationId; Tenant = $settings.tenantId; Environment = $settings.environment }
    $value = Get-VaultSecret $settings.credentialVaultUri $settings.credentialName
    if ($settings.credentialKind -eq 'certificate') { $connect.CertificateThumbprint = Add-SignInCertificate $value }
    else { $connect.ClientSecret = ConvertTo-Secret $value }
    $session = Invoke-ServiceCall 'signing in' { Connect-DataGatewayServiceAccount @connect }
    if ($null -eq $session) { Stop-Step 'signing in returned nothing' (Get-ServiceRemedy) }
}

# The key lives as long as this process: neither exportable nor persisted. Only its store entry has to be taken out again.
# In the store of the system account, which the module looks into first, and which nobody else uses.
function Add-SignInCertificate {
    param([string] $Pfx)
    Remove-SignInCertificate
    $flags = [System.Security.Cryptography.X509Certificates.X509KeyStorageFlags]::UserKeySet
    $type = 'System.Security.Cryptography.X509Certificates.X509Certificate2'
    try { $certificate = New-Object -TypeName $type -ArgumentList ([Convert]::FromBase64String($Pfx)), '', $flags }
    catch { Stop-Step "$($Step.Settings.credentialName) holds no certificate: $($_.Exception.Message)" 'Name a certificate of the Key Vault whose private key is exportable, of type PKCS #12.' }
    $thumbprint = [string] $certificate.Thumbprint
    # Remembered first: a run that is cut off here leaves it to the next.
    $null = Set-RegistryValue (Get-Place 'Registry') 'SignInCertificate' $thumbprint 'String'
    $store = Open-CertificateStore
    try { $store.Add($certificate) } finally { $store.Close() }
    $script:SignInCertificate = $certificate
    return $thumbprint
}

function Open-CertificateStore {
    $store = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Store -ArgumentList 'My', 'CurrentUser'
    $store.Open('ReadWrite')
    return , $store
}

function Remove-SignInCertificate {
    $thumbprint = Get-RegistryValue (Get-Place 'Registry') 'SignInCertificate'
    if ($null -eq $thumbprint) { return }
    $store = Open-CertificateStore
    try {
        foreach ($certificate in @($store.Certificates | Where-Object { $_.Thumbprint -eq $thumbprint })) { $store.Remove($certificate) }
    }
    finally { $store.Close() }
    Remove-RegistryValue (Get-Place 'Registry') 'SignInCertificate'
}

# ---- The cluster and this member in it -------------------------------------------------------------------------------

function Get-RegionOption {
    if ([string] $Step.Settings.regionKey -eq '') { return @{} }
    return @{ RegionKey = $Step.Settings.regionKey }
}

# The cluster of our name among those that we administer; nothing where there is none.
function Find-Cluster {
    $region = Get-RegionOption
    $clusters = @(Invoke-ServiceCall 'listing clusters' { Get-DataGatewayCluster @region } | Where-Object { $_.Name -eq $Step.Settings.gatewayName })
    if ($clusters.Count -gt 1) { Stop-Step "there are $($clusters.Count) clusters called '$($Step.Settings.gatewayName)'" 'Rename all but one of them.' }
    if ($clusters.Count -eq 0) { return $null }
    return $clusters[0]
}

# The member's row that belongs to a computer: the service keeps its name in a text of JSON. A member that joined through
# this library also carries the computer's name as its own.
function Find-MemberOf {
    param($Cluster, [string] $Computer)
    if ($null -eq $Cluster) { return $null }
    $quoted = '"{0}"' -f [regex]::Escape($Computer)
    return (Get-MemberRow $Cluster | Where-Object {
            $note = $_.PSObject.Properties['Annotation']
            ($null -ne $note -and [string] $note.Value -match $quoted) -or $_.Name -eq $Computer
        } | Select-Object -First 1)
}

function Get-MemberRow {
    param($Cluster)
    return @($Cluster.MemberGateways | Where-Object { $null -ne $_ })
}

function Find-OwnMember {
    param($Cluster)
    return (Find-MemberOf $Cluster $Step.Settings.computer)
}

# A member that registered a moment ago may not be listed yet.
function Wait-OwnCluster {
    $remedy = "This machine is registered, but not in the cluster '$($Step.Settings.gatewayName)' as we see it: another cluster, another tenant, or one that the service principal does not administer. Nothing was overwritten."
    Wait-Until 'the service to list this member' 300 15 { $null -ne (Find-OwnMember (Find-Cluster)) } $remedy
    return (Find-Cluster)
}

# Whether any account of this machine holds what a registration leaves behind (file and place as operators have seen them).
function Test-LocalRegistration {
    foreach ($profiles in 'C:\Windows\ServiceProfiles', 'C:\Users') {
        if (-not (Test-Path -LiteralPath $profiles)) { continue }
        foreach ($folder in @(Get-ChildItem -LiteralPath $profiles -Directory)) {
            $file = Join-Path -Path $folder.FullName -ChildPath 'AppData\Local\Microsoft\On-premises data gateway\gateway.bin'
            if (Test-Path -LiteralPath $file) { return $true }
        }
    }
    return $false
}

# The service knows this computer, but the computer does not know that it is registered. Where our own attempt was cut off
# between the two, what it left is taken back. Anything else is somebody else's, and stays.
function Remove-Unfinished {
    param($Cluster, $Member)
    $name = $Step.Settings.gatewayName
    # A registration that was cut off has never been live.
    $isOurs = (Get-RegistryValue (Get-Place 'Registry') 'Registering') -eq $name -and [string] $Member.Status -ne 'Live' -and -not (Test-LocalRegistration)
    $isPrimary = $Member.Id -eq $Cluster.Id
    if (-not $isOurs -or ($isPrimary -and @(Get-MemberRow $Cluster).Count -gt 1)) {
        Stop-Step "the service lists a member for computer $($Step.Settings.computer), but this machine is not registered" 'An earlier machine had the same name. Remove that member in the service, or give the member a new key; a primary can only be restored with the recovery key. Nothing was overwritten.'
    }
    Start-Part 'taking back a registration that was cut off'
    # With its only member, a cluster goes as well.
    $row = @{ GatewayClusterId = $Cluster.Id; MemberGatewayId = $Member.Id }
    $null = Invoke-ServiceCall 'removing the unfinished registration' { Remove-DataGatewayClusterMember @row }
    Wait-Until 'the service to forget the unfinished registration' 300 15 { $null -eq (Find-OwnMember (Find-Cluster)) } 'Remove the member in the service.'
    Add-Change 'took back a registration that was cut off'
}

function Register-Machine {
    param($Cluster)
    $settings = $Step.Settings
    Start-Part 'registering this member'
    if ($settings.isPrimary -and $null -eq $Cluster) {
        Add-Cluster
        return
    }
    if (-not $settings.joinExisting) {
        if ($settings.isPrimary) {
            Stop-Step "a cluster called '$($settings.gatewayName)' exists, and this machine is not its primary" 'Choose another gatewayName, or say existingCluster: ''join'' in the registration. Nothing was overwritten.'
        }
        $Cluster = Wait-Cluster
        $id = $Cluster.Id
        $primary = @{ MemberGateways = @(Get-MemberRow $Cluster | Where-Object { $_.Id -eq $id }) }
        if ($null -eq (Find-MemberOf $primary $settings.primaryComputer)) {
            Stop-Step "the primary of cluster '$($settings.gatewayName)' is not $($settings.primaryComputer)" 'It is somebody else''s cluster of that name. Choose another gatewayName, or say existingCluster: ''join'' in the registration. Nothing was joined.'
        }
    }
    elseif ($null -eq $Cluster) { $Cluster = Wait-Cluster }
    Join-Cluster $Cluster
}

function Wait-Cluster {
    $remedy = "The primary creates the cluster '$($Step.Settings.gatewayName)'; the service principal must administer it to see it."
    Wait-Until 'the cluster to be listed' 600 20 { $null -ne (Find-Cluster) } $remedy
    return (Find-Cluster)
}

function Get-RecoveryKey {
    return (ConvertTo-Secret (Get-VaultSecret $Step.Settings.recoveryKeyVaultUri $Step.Settings.recoveryKeyName))
}

function Add-Cluster {
    $arguments = (Get-RegionOption) + @{ GatewayName = $Step.Settings.gatewayName; RecoveryKey = Get-RecoveryKey }
    Invoke-Once 'creating the cluster' { Add-DataGatewayCluster @arguments }
}

function Join-Cluster {
    param($Cluster)
    $count = @(Get-MemberRow $Cluster).Count
    if ($count -ge 10) { Stop-Step "the cluster has $count members, and 10 is the most" 'Remove the members that are offline.' }
    $arguments = @{ GatewayName = $Step.Settings.computer; GatewayClusterId = $Cluster.Id; RecoveryKey = Get-RecoveryKey }
    Invoke-Once 'joining the cluster' { Add-DataGatewayClusterMember @arguments }
}

# For what must not be done twice: after an error it looks whether it happened all the same.
function Invoke-Once {
    param([string] $OnceWhat, [scriptblock] $OnceAction)
    $onceEnd = Get-WaitEnd 600
    while ($true) {
        try {
            $null = & $OnceAction
            return
        }
        catch {
            $onceError = $_
            if ((Get-Remedy $onceError) -ne '') { throw }
            if (Test-Registered) {
                Write-Log "$OnceWhat reported an error, but this machine is registered: $(Get-ErrorText $onceError)"
                return
            }
            if (-not (Test-PassingServiceError $onceError) -or (Get-Date).AddSeconds(30) -gt $onceEnd) {
                Stop-Step "$OnceWhat failed: $(Get-ErrorText $onceError)" (Get-RegistrationRemedy (Get-ErrorText $onceError))
            }
            Write-Log "$OnceWhat failed, trying again: $(Get-ErrorText $onceError)"
        }
        Start-Sleep -Seconds 30
    }
}

# What the documented failures mean.
function Get-RegistrationRemedy {
    param([string] $Text)
    switch -Regex ($Text) {
        'NullReference|Object reference not set' { return 'Seen where Private Link is on in the Power BI tenant: turn it off for the registration, and on again.' }
        'AADSTS7000215|AADSTS7000222' { return 'The secret in Key Vault must hold the value of a client secret of the application that is still valid.' }
        'AADSTS700027|AADSTS700024' { return 'The certificate in Key Vault must be one of the application''s, and still valid.' }
        'AADSTS700016|AADSTS90002' { return 'Check applicationId, tenantId and environment of the registration.' }
        'PrincipalsAreInvalid' { return 'Check that each of `administrators` is the object id of a user or a security group of the tenant.' }
        'already (exists|in use|registered)|conflict|DuplicateGateway' { return 'The name is taken by a cluster that the service principal does not administer. Choose another gatewayName. Nothing was overwritten.' }
        'recovery ?key' { return 'The secret does not hold the recovery key of this cluster.' }
        '(upgrade|update) .*gateway|gateway version|too old' { return 'The gateway is too old: describe a newer one, with whenOlderIsInstalled: ''upgrade''.' }
        'maximum|limit|10 members' { return 'A cluster has 10 members at most: remove those that are offline.' }
        'user.based credential|service principal' { return 'This tenant lets no service principal register: use Registration.byOperator().' }
        'Unauthorized|Forbidden|not authorized|permission|restricted' { return 'The service principal must be an administrator of the cluster, and among the allowed installers where the tenant restricts them; and the tenant must let service principals in, or Registration.byOperator() is the way.' }
        default { return (Get-ServiceRemedy) }
    }
}

# ---- What the primary does for the cluster ---------------------------------------------------------------------------

function Get-AdministratorId {
    param($Cluster)
    return @(@($Cluster.Permissions) | Where-Object { $null -ne $_ -and $_.Role -eq 'Admin' } | ForEach-Object { [string] $_.Id })
}

# A service principal alone would lock people out.
function Set-Administrator {
    param($Cluster)
    Start-Part 'adding administrators'
    $region = Get-RegionOption
    $missing = @($Step.Settings.administrators | Where-Object { (Get-AdministratorId $Cluster) -notcontains $_ })
    foreach ($id in $missing) {
        $user = $region + @{ GatewayClusterId = $Cluster.Id; PrincipalObjectId = $id; AllowedDataSourceTypes = $null; Role = 'Admin' }
        try { Invoke-ServiceCall "adding administrator $id" { Add-DataGatewayClusterUser @user } }
        catch {
            if ($_.Exception.Message -notmatch 'already') { throw }
        }
        Add-Change "administrator $id"
    }
    foreach ($id in $missing) {
        Wait-Until "administrator $id to be listed" 300 15 { (Get-AdministratorId (Find-Cluster)) -contains $id } 'Check that the object id is that of a user or a security group of the tenant.'
    }
}

# Where the service does not say what is set, it is set again: that changes nothing.
function Set-LoadBalancing {
    param($Cluster)
    Start-Part 'setting the load balancing'
    $mode = $Step.Settings.loadBalancing
    $known = $Cluster.PSObject.Properties['LoadBalancingSelectorType']
    if ($null -ne $known -and $known.Value -eq $mode) { return }
    $arguments = (Get-RegionOption) + @{ GatewayClusterId = $Cluster.Id; LoadBalancingSelectorType = $mode }
    $null = Invoke-ServiceCall 'setting the load balancing' { Set-DataGatewayCluster @arguments }
}

function Wait-Live {
    param($Cluster)
    Start-Part 'waiting for the cluster to be live'
    $region = Get-RegionOption
    $remedy = 'The gateway is registered; look for what keeps it from its service: names, ports, proxy.'
    Wait-Until 'the cluster to be live' 600 15 {
        $status = Invoke-ServiceCall 'asking for the status' { Get-DataGatewayClusterStatus -GatewayClusterId $Cluster.Id @region }
        $null -ne $status -and $status.ClusterStatus -eq 'Live'
    } $remedy
    # What the service says of single members is not documented well enough to fail for it.
    $patience = Get-WaitEnd 120
    $status = ''
    while ($true) {
        $row = Find-OwnMember (Find-Cluster)
        if ($null -ne $row) { $status = [string] $row.Status }
        if ($status -eq 'Live') { return }
        if ((Get-Date) -gt $patience) { break }
        Start-Sleep -Seconds 15
    }
    Add-Note "the service says of this member: '$status'"
}
