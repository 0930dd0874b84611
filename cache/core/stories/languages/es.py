"""Spanish: small words, words of which news is made anyway, and words that tell what happens."""

from __future__ import annotations

SMALL = (
    "el la los las un una unos unas de del y e en a al para por con sin sobre su sus que se lo le les es son fue era "
    "ha han había ser está como más pero o no ni ya si cuando donde desde hasta entre tras ante según este esta estos "
    "estas ese esa eso esto muy también dos tres me mi nos nuestra nuestro porque quien cual todo todos cada otro "
    "otra será hay tiene"
)
COMMON = (
    "película películas filme serie series disco álbum canción actor actriz cantante director directora estrella fans "
    "grupo banda cadena programa año años mes meses semana día lunes martes miércoles jueves viernes sábado domingo "
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre nuevo nueva primer "
    "primera último última anunció anuncia anunciado público escenario teatro música madrid barcelona millón millones "
    "euros vida ciudad hombre mujer padre madre español española próximo próxima"
)
KINDS = {
    "review": r"crítica|reseña",
    "list": (
        r"(?:los|las) (?:\d+|tres|cinco|diez|veinte) (?:mejores|peores|más|\w+ (?:más|que))|(?:los|"
        r"las) (?:mejores|peores)|ranking"
    ),
    "talk": r"entrevista|pódcast|podcast|columna|opinión",
}
"""Kinds of pieces that are each outlet's own, by words of their headlines."""
EVENTS = {
    "died": (
        "muere murió muert* fallec* luto funeral* velatorio entierro sepelio adiós_a despide_a llora lloran nos_ha "
        "ido se_fue"
    ),
    "birth": "nacimiento nació nace bebé parto gemel* dio_a_luz",
    "pregnant": "embaraz*",
    "engaged": "compromet* compromiso pedida",
    "wedding": "boda* casó casan casado casarse se_casa matrimonio enlace",
    "parted": "divorci* separa* separó rupt* rompen roto romp*",
    "dating": "romance noviazgo nueva_ilusión",
    "renewed": (
        "renueva* renovad* renovar renovó nueva_temporada segunda_temporada tercera_temporada cuarta_temporada "
        "otra_temporada"
    ),
    "cancelled": "cancel* no_renov* no_seguirá suspend* anul* no_habrá baja_persiana se_acabó tras_una",
    "ending": "última_temporada final_de desenlace llega_su termina* concluye*",
    "cast": "protagoni* ficha* reparto papel encarnará interpret* será_la dará_vida se_incorpora",
    "exit": "abandon* deja_el deja_la dejará renunci* dimit* se_marcha salida despid*",
    "hired": "nombra* sustitu* nuevo_director nueva_directora relevo al_frente tomará",
    "host": "present* conduc*",
    "directs": "dirig* rodar* ópera_prima",
    "sued": "demand* querella* denunci* juez* tribunal* juicio abogad* plagio",
    "settled": "acuerdo_extrajudicial",
    "arrest": "deten* arrest* comisaría calabozo policía* en_libertad altercado cargos",
    "judged": "condena* culpable absuel* sentencia*",
    "sentenced": "cárcel prisión multa*",
    "appealed": "recurr*",
    "won": (
        "gana ganó ganador* ganado premi* galard* triunf* palmarés distingu* recibe venc* máximo logra se_impone mejor"
    ),
    "nominated": "nominad* nominaci* candidat* aspira*",
    "honored": "homenaje* honor*",
    "takings": "taquilla* recaud* espectador*",
    "ratings": "audiencia* cuota",
    "trailer": "tráiler* trailer* avance",
    "dated": "estren* fecha_de llegará_a saldrá",
    "delay": "aplaza* retras* pospon* pospuest* no_llegará no_empezará",
    "bought": "compra* adquir* adquisición venta vende* fusión",
    "rights": "derechos",
    "adapted": "adapta* versión",
    "album": "álbum* disco* sencillo* canciones",
    "tour": "gira* concierto* entradas estadio* fechas actuación actuar",
    "health": "hospital* operad* operación lesión lesiona* enfermedad enferm* cáncer salud muletas médic*",
    "accident": "accident* caída choque",
    "fire": "incendi* fuego llamas bomber*",
    "storm": "temporal inundaci* tormenta*",
    "halted": "paraliza* interrump* paran",
    "strike": "huelga* sindicat* paro",
    "layoffs": "despid* puestos_de recorte*",
    "closed": "cierr* cerrar clausura* quiebra",
    "price": "precio* subida* tarifa*",
    "festival": "festival* certamen cartel",
    "feud": "pelea* polémica* enfrent* ataca*",
    "sorry": "disculp* perdón",
    "talks": "se_sincera confiesa",
    "book": "libro* novela* memorias editorial* poeta poesía letras",
    "home": "mansión casa_de finca",
    "stolen": "rob* hurto sustra*",
    "reunion": "reencuentr* vuelve* regres* se_reún* reunión",
    "retired": "retira* jubil* despedida",
    "backlash": "boicot* indigna* críticas",
    "wrapped": "fin_rodaje",
    "filming": "roda* rodaje*",
    "auction": "subasta*",
    "record": "récord*",
    "shot": "tiroteo disparo*",
}
"""Words under what they tell: those with a star are beginnings, those joined by a line are phrases."""
